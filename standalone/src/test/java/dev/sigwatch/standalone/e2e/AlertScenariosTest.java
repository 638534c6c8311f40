package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.simulator.network.Takeover;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule about accounts is raised by a story that breaks it, through the whole pipeline, and nobody is woken for what is honest. */
class AlertScenariosTest {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofMinutes(1);
    /** A log that is shorter than before may be a replica's that lags; it is doubted, and looked at again after a minute. */
    private static final Duration AFTER_DOUBTS = Duration.ofMinutes(3);

    private final Map<Misbehaviour, SimulatedAccount> accounts = new EnumMap<>(Misbehaviour.class);
    private final Map<String, SimulatedAccount> liedAbout = new TreeMap<>();

    @Test
    void everyRuleIsRaisedByItsStoryAndHonestNeighboursWakeNobody(@TempDir Path folder) throws Exception {
        try (Simulation simulation = Simulation.start(20_261_103)) {
            SimulatedNetwork network = simulation.network();
            join(network);
            SimulatedAccount revoked = publisher(network, "revoked");
            SimulatedAccount robbed = publisher(network, "robbed");
            SimulatedAccount trusted = publisher(network, "trusted");
            SimulatedAccount stranger = publisher(network, "stranger");
            Path watchlist = watchlist(folder, revoked);
            try (SigwatchProcess sigwatch = up(folder, simulation, watchlist, trustPolicy(folder, trusted))) {
                // What is to be changed must have been seen as it was.
                sigwatch.awaitCount(
                        "SELECT uniqExact(did) FROM identity_operations",
                        network.accounts().size(),
                        SOON);
                // Of an account whose repository has not been seen whole, nothing is new.
                sigwatch.awaitCount(
                        "SELECT uniqExact(did) FROM exports", network.accounts().size(), SOON);
                play(network);
                network.push(revoked, "app", "v2");
                network.push(trusted, "vault", "v1");
                network.push(stranger, "vault", "v1");
                long frames = network.log().after(0, Integer.MAX_VALUE).stream()
                        .filter(SentFrame::isFrame)
                        .count();
                sigwatch.awaitCount("SELECT count() FROM verdicts", frames, BOUND);

                for (Map.Entry<Misbehaviour, SimulatedAccount> entry : accounts.entrySet()) {
                    assertIsTold(sigwatch, entry.getKey(), entry.getValue());
                }
                for (String lie : List.of("drop", "alter", "reorder")) {
                    awaitAlert(sigwatch, "K6", liedAbout.get(lie), AFTER_DOUBTS);
                }
                awaitAlert(sigwatch, "K10", revoked, SOON);
                awaitAlert(sigwatch, "R5", stranger, SOON);
                sigwatch.awaitCount("SELECT count() FROM alerts WHERE rule = 'K12'", 1, SOON);
                assertHonestWakeNobody(sigwatch);
                assertImagesOfTheHonestRaiseNothing(sigwatch, stranger);
                assertRecoveryRevises(sigwatch, network, robbed);
                assertThat(sigwatch.query("SELECT alert_id, count() AS n FROM alerts GROUP BY alert_id HAVING n > 1"))
                        .isEmpty();
            }
        }
    }

    /** Those who are to be told of begin honestly, with an image; and those of whom the directory will lie, with a past. */
    private void join(SimulatedNetwork network) {
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            boolean isTold = !misbehaviour.alarms().rules().isEmpty()
                    || !misbehaviour.alarms().pages();
            if (isTold && !misbehaviour.needsOwnAccount()) {
                accounts.put(
                        misbehaviour,
                        misbehaviour.recordFindings().isEmpty()
                                ? publisher(network, misbehaviour.wireName())
                                : withPast(network, misbehaviour.wireName()));
            }
        }
        for (String lie : List.of("drop", "alter", "reorder", "document")) {
            SimulatedAccount account = publisher(network, "lie-" + lie);
            network.life().changeHandle(account, "renamed-" + lie + ".test");
            network.life().rotate(account);
            network.post(account);
            liedAbout.put(lie, account);
        }
    }

    private void play(SimulatedNetwork network) {
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            SimulatedAccount account = accounts.get(misbehaviour);
            boolean isTold = !misbehaviour.alarms().rules().isEmpty()
                    || !misbehaviour.alarms().pages();
            if (account != null) {
                network.misbehave(misbehaviour, account);
            } else if (isTold) {
                int before = network.accounts().size();
                network.misbehave(misbehaviour);
                accounts.put(misbehaviour, network.accounts().get(before));
            }
        }
        network.lies().drop(liedAbout.get("drop"));
        network.lies().alter(liedAbout.get("alter"));
        network.lies().reorder(liedAbout.get("reorder"));
        network.lies().showAnotherDocument(liedAbout.get("document"));
    }

    private static SimulatedAccount publisher(SimulatedNetwork network, String name) {
        SimulatedAccount account = network.account(name);
        network.push(account, "app", "v1");
        return account;
    }

    private static SimulatedAccount withPast(SimulatedNetwork network, String name) {
        SimulatedAccount account = network.accountWithPast(name);
        network.push(account, "app", "v1");
        return account;
    }

    private static Path watchlist(Path folder, SimulatedAccount revoked) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path file = folder.resolve("watchlist.yaml");
        Files.writeString(file, """
                watch:
                  - did: %s
                    note: the entry that will expire
                    expires: %s
                revoked_keys:
                  - key: %s
                    since: %s
                    reason: found in a public repository
                    by: security
                """.formatted(
                        revoked.did(),
                        now.plus(Duration.ofDays(1)),
                        revoked.publicKey().toDidKey(),
                        now.minus(Duration.ofDays(1))));
        return file;
    }

    /** One account alone is trusted for one repository; what is elsewhere is nobody's business. */
    private static Path trustPolicy(Path folder, SimulatedAccount trusted) throws Exception {
        Path file = folder.resolve("trust-policy.yaml");
        Files.writeString(file, """
                version: 1.0
                trustedDIDs:
                  %1$s:
                    name: trusted
                    validFrom: "2024-01-01T00:00:00Z"
                    expiresAt: null
                policies:
                  - name: vault
                    scope: "atcr.io/*/vault"
                    require:
                      signature: true
                      trustedDIDs:
                        - %1$s
                    action: enforce
                  - name: everything-else
                    scope: "atcr.io/**"
                    require:
                      signature: false
                    action: audit
                """.formatted(trusted.did()));
        return file;
    }

    private static SigwatchProcess up(Path folder, Simulation simulation, Path watchlist, Path trustPolicy)
            throws Exception {
        return SigwatchProcess.up(
                folder.resolve("data"),
                "up",
                "--allow-local",
                "--relay",
                simulation.relayUri().toString(),
                "--plc",
                simulation.plcUri().toString(),
                "--plc",
                simulation.witnessUri().toString(),
                "--watchlist",
                watchlist.toString(),
                "--trust-policy",
                trustPolicy.toString(),
                "--scope",
                "all",
                "--cursor",
                "0",
                "--hold-timeout",
                "30s",
                "--http-port",
                "0",
                "--clickhouse-port",
                "0");
    }

    private static void assertIsTold(SigwatchProcess sigwatch, Misbehaviour misbehaviour, SimulatedAccount account)
            throws Exception {
        for (String rule : misbehaviour.alarms().rules()) {
            awaitAlert(sigwatch, rule, account, SOON);
        }
        for (String finding : misbehaviour.alarms().identityFindings()) {
            sigwatch.awaitCount(
                    "SELECT count() AS " + misbehaviour + " FROM identity_operation_rows WHERE did = '" + account.did()
                            + "' AND has(findings, '" + finding + "')",
                    1,
                    SOON);
        }
    }

    private static void awaitAlert(SigwatchProcess sigwatch, String rule, SimulatedAccount account, Duration bound)
            throws Exception {
        sigwatch.awaitCount(
                "SELECT count() AS " + rule + " FROM alerts WHERE rule = '" + rule + "' AND (did = '" + account.did()
                        + "' OR position(details, '" + account.did() + "') > 0) /* " + account.handle() + " */",
                1,
                bound);
    }

    private void assertHonestWakeNobody(SigwatchProcess sigwatch) throws Exception {
        List<String> woken = new ArrayList<>();
        for (JsonNode row : sigwatch.query("SELECT did, rule, title FROM alerts WHERE severity = 'P1'")) {
            accounts.forEach((misbehaviour, account) -> {
                if (!misbehaviour.alarms().pages()
                        && row.path("did").asText().equals(account.did().value())) {
                    woken.add(misbehaviour.wireName() + " " + row);
                }
            });
        }
        assertThat(woken).isEmpty();
    }

    /** Rules about images are raised about those alone of whom it is promised. */
    private void assertImagesOfTheHonestRaiseNothing(SigwatchProcess sigwatch, SimulatedAccount stranger)
            throws Exception {
        Map<String, Set<String>> promised = new TreeMap<>();
        promised.put(stranger.did().value(), Set.of("R5"));
        accounts.forEach((misbehaviour, account) -> promised.put(
                account.did().value(), Set.copyOf(misbehaviour.alarms().rules())));
        List<String> raised = new ArrayList<>();
        for (JsonNode row :
                sigwatch.query("SELECT did, rule, title, details FROM alerts WHERE rule IN ('R1', 'R3', 'R4', 'R5')")) {
            if (!promised.getOrDefault(row.path("did").asText(), Set.of())
                    .contains(row.path("rule").asText())) {
                raised.add(row.toString());
            }
        }
        assertThat(raised).isEmpty();
    }

    /** What the thief signs counts as good until the owner takes the account back. */
    private static void assertRecoveryRevises(
            SigwatchProcess sigwatch, SimulatedNetwork network, SimulatedAccount account) throws Exception {
        Takeover theft = network.life().takeOverForAWhile(account);
        theft.steal();
        network.push(account, "app", "v1");
        awaitAlert(sigwatch, "K3", account, SOON);
        theft.recover();
        network.push(account, "app", "v2");
        String of = " WHERE did = '" + account.did() + "' AND kind = 'commit'";
        List<JsonNode> revised = sigwatch.await(
                "SELECT rev, verdict, reason FROM verdict_revisions" + of + " ORDER BY rev",
                SOON,
                rows -> rows.size() >= 2);
        assertThat(revised).allSatisfy(row -> {
            assertThat(row.path("verdict").asText()).isEqualTo("VERIFIED");
            assertThat(row.path("reason").asText()).isNotEmpty();
        });
        assertThat(sigwatch.number("SELECT count() FROM verdicts" + of + " AND verdict = 'VIOLATION' AND has(findings, "
                        + "'SIG_NULLIFIED_KEY')"))
                .isEqualTo(revised.size());
        assertThat(sigwatch.number(
                        "SELECT count() FROM verdicts" + of + " AND verdict NOT IN ('VERIFIED', 'VIOLATION')"))
                .isZero();
    }
}
