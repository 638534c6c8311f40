package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On the real engine, with a takeover that a simulated directory's log holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsCommandTest {
    private static final String TAKEOVER = "k3-0123456789abcdef";

    private final SimulatedNetwork network = new SimulatedNetwork(7, Clock.systemUTC());
    private final SimulatedAccount acme = network.account("acme");
    private final String did = acme.did().value();
    private byte[] commit = new byte[0];
    private List<LoggedOperation> log = List.of();
    private @Nullable EmbeddedClickHouse engine;
    private @Nullable ClickHouseConfig writer;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @BeforeAll
    void fill() throws Exception {
        Path library;
        try {
            library = EngineConfig.findLibrary(System.getenv(), Path.of(".."));
        } catch (ClickHouseException e) {
            System.out.println("SKIPPED, no engine: " + e.getMessage());
            Assumptions.abort(e.getMessage());
            return;
        }
        EmbeddedClickHouse started = EmbeddedClickHouse.start(EngineConfig.of(library, folder.resolve("data"), 0));
        engine = started;
        writer = started.writer();
        new Migrator(writer).migrate();
        network.life().takeOver(acme).steal();
        commit = network.push(acme, "payments", "v6").get(0).bytes();
        log = LoggedOperation.ofAuditLog(
                network.directory().get("/" + did + "/log/audit").body());
        operations();
        LoggedOperation theft = log.get(log.size() - 1);
        alert(takeover(theft, 1, "first said so"));
        alert(takeover(theft, 2, "Key and server of acme were replaced."));
        alert(plain("s1-1111111111111111", Rule.S1, Alert.Status.RECOVERED, ""));
        execute(
                "INSERT INTO evidence (evidence_id, did, kind, host, seq, received_at, body) VALUES ('host/0/1/frame', '"
                        + did + "', 'frame', 'host', 9, now64(6), unhex('"
                        + HexFormat.of().formatHex(commit) + "'))");
        execute("INSERT INTO verdict_rows (did, host, seq, verdict, key, received_at) VALUES ('" + did
                + "', 'host', 9, 'VERIFIED', '" + theft.signingKey() + "', now64(6))");
        execute(
                "INSERT INTO record_rows (did, collection, action, repository, tag, verdict, received_at, origin) VALUES ('"
                        + did + "', 'io.atcr.tag', 'create', 'payments', 'v6', 'VERIFIED', now64(6), 'frame')");
    }

    @AfterAll
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void listsEachIncidentOnceAsItStands() {
        Cli.Outcome outcome = run("alerts");

        assertThat(outcome.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains(TAKEOVER) && line.contains("P1") && line.contains(did))
                .anyMatch(line -> line.contains("s1-1111111111111111") && line.contains("recovered"));
        assertThat(outcome.status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(run("alerts", "--open").out()).contains(TAKEOVER).doesNotContain("s1-1111");
        assertThat(run("alerts", "--since", "2100-01-01T00:00:00Z").out().strip())
                .isEqualTo("no alerts");
    }

    @Test
    void printsThemAsWebhooksGetThem() {
        Cli.Outcome outcome = run("alerts", "--output", "json", "--priority", "P1", "--since", "24h");

        assertThat(outcome.out().lines())
                .map(line ->
                        AlertJson.read(line.getBytes(StandardCharsets.UTF_8)).id())
                .contains(TAKEOVER);
    }

    @Test
    void tellsTheStoryAndChecksItAgain() {
        Cli.Outcome outcome = run("explain", "k3-0");

        LoggedOperation theft = log.get(log.size() - 1);
        String said = outcome.out().replaceAll("\\s+", " ");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(said)
                .contains("What an account is")
                .contains("Key and server of acme were replaced.")
                .doesNotContain("first said so")
                .contains("The account was made")
                .contains("Image payments:v6 was published")
                .contains("All " + log.size() + " operations of the account's log hash to their names")
                .contains("as it was said when the alert was raised")
                .contains("its signature holds under " + theft.signingKey())
                .contains("can be undone until")
                .contains("whoever holds the stronger rotation key "
                        + log.get(0).content().rotationKeys().get(0))
                .contains("Ask the publisher");
        assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 200);
    }

    @Test
    void namesAnAlertThatIsNoneInALine() {
        assertThat(run("explain", "zz").status()).isEqualTo(ExitCode.UNREADABLE.status());
        assertThat(run("explain", "zz").err().lines()).hasSize(1);
        assertThat(run("explain", "k3';").status()).isEqualTo(ExitCode.USAGE.status());
    }

    private static Cli.Outcome run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = folder.resolve("data").toString();
        return Cli.run(all);
    }

    private Alert takeover(LoggedOperation theft, int version, String sentence) {
        Alert plain = plain(TAKEOVER, Rule.K3, Alert.Status.OPEN, theft.cid());
        return new Alert(
                plain.id(),
                version,
                plain.rule(),
                Priority.P1,
                plain.status(),
                plain.route(),
                did,
                "acme.example",
                false,
                theft.cid(),
                "Keys and home changed together",
                sentence,
                theft.acceptedAt(),
                theft.acceptedAt() + version,
                theft.acceptedAt() + PlcHistory.RECOVERY_WINDOW,
                List.of("KEY_CHANGED"),
                List.of(theft.cid(), "host/0/1/frame"),
                version,
                "",
                "",
                List.of(new Alert.StoryLine(
                        theft.acceptedAt(), "Signing key, rotation keys and server were replaced.", theft.cid())),
                Map.of("operations", theft.cid()),
                List.of("sigwatch identity " + did));
    }

    private static Alert plain(String id, Rule rule, Alert.Status status, String object) {
        long now = Clock.systemUTC().millis() * 1_000;
        return new Alert(
                id,
                1,
                rule,
                Priority.P1,
                status,
                rule.route(),
                "",
                "",
                false,
                object,
                "relay/a stands still",
                "It does.",
                now,
                now,
                null,
                List.of(),
                List.of(),
                1,
                "",
                "",
                List.of(),
                Map.of("part", "relay/a"),
                List.of());
    }

    private void operations() throws Exception {
        List<PlcStep> steps = PlcHistory.replay(Did.parse(did), log, SignatureVerifiers.best())
                .steps();
        for (int i = 0; i < log.size(); i++) {
            LoggedOperation one = log.get(i);
            String keys = String.join("','", one.content().rotationKeys());
            execute(
                    "INSERT INTO identity_operation_rows (did, op_cid, type, accepted_at, first_seen_at, observed_at, nullified, "
                            + "signer_index, signing_key, rotation_keys, pds, handles, body, kind) VALUES ('" + did
                            + "', '"
                            + one.cid() + "', '" + one.type() + "', fromUnixTimestamp64Micro(toInt64("
                            + one.acceptedAt()
                            + "), 'UTC'), now64(6), now64(6), " + steps.get(i).isNullified() + ", "
                            + steps.get(i).signerIndex() + ", '" + one.signingKey() + "', ['" + keys + "'], '"
                            + one.pds()
                            + "', ['" + String.join("','", one.handles()) + "'], unhex('"
                            + HexFormat.of().formatHex(one.body().getBytes(StandardCharsets.UTF_8)) + "'), 'plc-op')");
        }
    }

    private void alert(Alert alert) throws Exception {
        execute(
                "INSERT INTO alert_updates (alert_id, version, rule, severity, status, route, did, title, raised_at, updated_at, "
                        + "details, alert_offset) VALUES ('" + alert.id() + "', " + alert.version() + ", '"
                        + alert.rule() + "', '"
                        + alert.priority() + "', '" + alert.status().wireName() + "', '"
                        + alert.route().wireName() + "', '"
                        + alert.did() + "', '', fromUnixTimestamp64Micro(toInt64(" + alert.raisedAt()
                        + "), 'UTC'), fromUnixTimestamp64Micro(toInt64(" + alert.updatedAt() + "), 'UTC'), unhex('"
                        + HexFormat.of()
                                .formatHex(AlertJson.write(alert).toString().getBytes(StandardCharsets.UTF_8))
                        + "'), " + alert.version() + ")");
    }

    private void execute(String sql) throws Exception {
        new ClickHouseReader(Objects.requireNonNull(writer)).query(sql, "TabSeparated", new ByteArrayOutputStream());
    }
}
