package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import dev.sigwatch.standalone.redact.Secretive;
import dev.sigwatch.standalone.trust.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real engine: what was said is nowhere any more, and what was signed can still be proven. */
class RedactCommandTest {
    private static final String AT = "2026-01-01 00:00:00.000001";
    private static final int RECORDS = 12;

    private final Secretive alice = new Secretive(RECORDS);
    private final String did = alice.publisher().did().value();
    private @Nullable EmbeddedClickHouse engine;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @BeforeEach
    void fill() throws Exception {
        start();
        new Migrator(writer()).migrate();
        for (int i = 0; i < RECORDS; i++) {
            boolean isExported = i % 2 == 0;
            execute(
                    "INSERT INTO record_rows (did, collection, rkey, action, record_cid, rev, commit_cid, verdict, received_at, "
                            + "frame_partition, frame_offset, origin, record, finding_details) VALUES ('" + did
                            + "', 'io.atcr.repo.page', 'p" + i + "', '" + (isExported ? "snapshot" : "create") + "', '"
                            + alice.cid(i) + "', '" + Publisher.REV + "', '" + alice.commitCid() + "', 'VERIFIED', '"
                            + AT
                            + "', 3, 5, '" + (isExported ? "export" : "frame") + "', '{\"description\":\""
                            + Secretive.secret(i) + "\"}', 'SCHEMA_INVALID: " + Secretive.secret(i) + "')");
        }
        evidence("host/3/5/frame", "frame", alice.frame());
        evidence("host/export/3/5/export-proof", "export-proof", alice.export());
        evidence("host/3/6/commit-block", "commit-block", alice.commit().toBytes());
        execute("INSERT INTO verdict_rows (did, commit_cid, verdict, key, received_at) VALUES ('" + did + "', '"
                + alice.commitCid() + "', 'VERIFIED', '"
                + Publisher.SIGNING.publicKey().toDidKey() + "', '" + AT + "')");
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void oneRecordIsForgottenAndStillProven() throws Exception {
        String uri = "at://" + did + "/" + Secretive.path(3);
        assertThat(tablesWith(Secretive.secret(3))).containsExactly("evidence", "record_rows");
        Cli.Outcome outcome = redact(uri, "--yes");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("rows about records that have contents: 1")
                .contains("evidence that have them: 2")
                .contains("Kafka keeps the messages until")
                .contains("Redacted: 1 rows about records, 2 items of evidence");

        assertThat(tablesWith(Secretive.secret(3))).isEmpty();
        assertThat(tablesWith(Secretive.secret(4))).containsExactly("evidence", "record_rows");
        assertThat(ask("SELECT kind, count() FROM evidence GROUP BY kind ORDER BY kind"))
                .isEqualTo("commit-block\t1\nredacted\t2\n");
        assertThat(ask("SELECT did, uri, reason, record_rows, evidence_rows FROM redactions"))
                .isEqualTo(did + "\t" + uri + "\tthe court said so\t1\t2\n");
        proves(3, true);
        proves(2, false);
        proves(5, false);
    }

    @Test
    void awholeAccountIsForgottenOnAStoppedFolder() throws Exception {
        Objects.requireNonNull(engine).close();
        engine = null;
        Cli.Outcome outcome = redact(did, "--yes");
        assertThat(outcome.status()).as(outcome.err()).isZero();
        start();
        assertThat(tablesWith("the secret of")).isEmpty();
        assertThat(ask("SELECT count() FROM record_rows WHERE record_cid != ''"))
                .isEqualTo(RECORDS + "\n");
        proves(4, true);
        proves(5, true);
    }

    @Test
    void withoutAYesNothingChanges() throws Exception {
        Cli.Outcome outcome = redact(did);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("rows about records that have contents: " + RECORDS)
                .contains("Nothing was changed: say --yes");
        assertThat(tablesWith(Secretive.secret(3))).containsExactly("evidence", "record_rows");
        assertThat(ask("SELECT count() FROM redactions")).isEqualTo("0\n");
    }

    @Test
    void whatWasCutShortIsFinishedByTheNextRun() throws Exception {
        // As a run leaves it that died between writing the new row and deleting the old one.
        evidence("host/3/5/frame", "redacting", new byte[0]);
        assertThat(redact(did, "--yes").status()).isZero();
        assertThat(tablesWith("the secret of")).isEmpty();
        assertThat(ask("SELECT evidence_id, kind FROM evidence ORDER BY evidence_id")
                        .lines())
                .containsExactly(
                        "host/3/5/frame\tredacted",
                        "host/3/6/commit-block\tcommit-block",
                        "host/export/3/5/export-proof\tredacted");
        assertThat(redact(did, "--yes").out()).contains("Nothing was changed.");
    }

    @Test
    void othersAreLeftAlone() throws Exception {
        assertThat(redact("did:plc:ewvi7nxzyoun6zhxrhs64oiz", "--yes").out()).contains("Nothing was changed.");
        assertThat(tablesWith(Secretive.secret(3))).containsExactly("evidence", "record_rows");
    }

    private void proves(int record, boolean isRedacted) throws IOException {
        String uri = "at://" + did + "/" + Secretive.path(record);
        Path car = folder.resolve("p" + record + ".car");
        Cli.Outcome proof = Cli.run("proof", uri, "--out", car.toString(), "--data", folder.resolve("data") + "");
        assertThat(proof.status()).as(proof.err()).isZero();
        Path identity =
                Files.write(folder.resolve("identity.json"), alice.publisher().auditLog());
        Cli.Outcome checked = Cli.run("verify-proof", car.toString(), "--identity", identity.toString());
        assertThat(checked.status()).as(checked.out()).isZero();
        assertThat(checked.out()).contains(uri + " " + alice.cid(record));
        assertThat(proof.out().contains("contents redacted")).isEqualTo(isRedacted);
        assertThat(proof.out().contains("the court said so")).isEqualTo(isRedacted);
        assertThat(checked.out().contains("its contents were redacted")).isEqualTo(isRedacted);
    }

    private Cli.Outcome redact(String what, String... more) {
        String[] all = {"redact", what, "--reason", "the court said so", "--data", folder.resolve("data") + ""};
        String[] arguments = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return Cli.run(arguments);
    }

    /** Every table with a row that has a text, in whatever column. */
    private List<String> tablesWith(String text) throws Exception {
        List<String> tables =
                ask("SELECT name FROM system.tables WHERE database = 'sigwatch' AND engine LIKE '%MergeTree' "
                                + "ORDER BY name")
                        .lines()
                        .toList();
        assertThat(tables).contains("evidence", "record_rows", "alert_updates");
        java.util.ArrayList<String> found = new java.util.ArrayList<>();
        for (String table : tables) {
            if (!ask("SELECT count() FROM " + table + " WHERE position(toString(tuple(*)), '" + text + "') > 0")
                    .equals("0\n")) {
                found.add(table);
            }
        }
        return found;
    }

    private void start() throws Exception {
        try {
            Path library = EngineConfig.findLibrary(System.getenv(), Path.of(".."));
            engine = EmbeddedClickHouse.start(EngineConfig.of(library, folder.resolve("data"), 0));
        } catch (ClickHouseException e) {
            System.out.println("SKIPPED, no engine: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    private void evidence(String id, String kind, byte[] body) throws Exception {
        execute("INSERT INTO evidence (evidence_id, did, kind, host, received_at, body) VALUES ('" + id + "', '" + did
                + "', '" + kind + "', 'host', '" + AT + "', unhex('"
                + HexFormat.of().formatHex(body) + "'))");
    }

    private ClickHouseConfig writer() {
        return Objects.requireNonNull(engine).writer();
    }

    private void execute(String sql) throws Exception {
        ask(sql);
    }

    private String ask(String sql) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ClickHouseReader(writer()).query(sql, "TabSeparated", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
