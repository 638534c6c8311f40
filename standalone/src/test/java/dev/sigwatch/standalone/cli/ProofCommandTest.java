package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureFrame;
import dev.sigwatch.audit.capture.FrameSequence;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import dev.sigwatch.standalone.trust.Publisher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On the real engine, with a recorded frame of the official PDS and an export of our own as evidence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProofCommandTest {
    private static final String AT = "2026-01-01 00:00:00.000001";
    private static final String LATER = "2026-01-02 00:00:00.000001";
    private static final String KEY = "did:key:of-the-test";

    private final Publisher alice = new Publisher("https://pds.example.com", 40);
    private final Recorded recorded = recorded();
    private final RepoEvent.Commit commit = recorded.commit();
    private final RepoOperation created = recorded.created();
    private @Nullable EmbeddedClickHouse engine;
    private @Nullable ClickHouseConfig writer;

    /** The first commit of the capture that creates a registry record. */
    private record Recorded(byte[] frame, RepoEvent.Commit commit, RepoOperation created) {}

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
        row(
                "create",
                commit.repo() + "",
                created.path() + "",
                created.cid() + "",
                commit.rev() + "",
                commit.commit() + "",
                AT);
        row("delete", commit.repo() + "", created.path() + "", "", "3zzzzzzzzzzzz", "", LATER);
        evidence(commit.repo() + "", "host/3/5/frame", "frame", AT, recorded.frame());
        String publisher = alice.did().value();
        String cid =
                dev.sigwatch.atproto.cid.Cid.ofDagCbor(alice.commit().toBytes()).toString();
        for (int i = 1; i < 4; i++) {
            String path = "io.atcr.tag/v" + i;
            row("snapshot", publisher, path, alice.record(path) + "", Publisher.REV.value(), cid, AT);
        }
        evidence(publisher, "host/export/3/4/export-proof", "export-proof", AT, new byte[] {1, 2, 3});
        evidence(publisher, "host/export/3/5/export-proof", "export-proof", AT, alice.export());
        row("delete", publisher, "io.atcr.tag/gone", "", "3zzzzzzzzzzzz", "", AT);
        row(
                "create",
                publisher,
                "io.atcr.tag/lost",
                alice.record("io.atcr.tag/v1") + "",
                Publisher.REV.value(),
                cid,
                LATER);
        execute("INSERT INTO verdict_rows (did, commit_cid, verdict, key, received_at) VALUES ('" + commit.repo()
                + "', '" + commit.commit() + "', 'VERIFIED', '" + KEY + "', '" + AT + "')");
        execute("INSERT INTO identity_operation_rows (did, kind, source, observed_at) VALUES ('" + publisher
                + "', 'plc-audit-log', 'https://plc.test/log', '" + AT + "')");
    }

    @AfterAll
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void aFrameProvesWhatItCreatedEvenIfItIsGoneSince() {
        Path out = folder.resolve("frame.car");
        Cli.Outcome outcome = proof("at://" + commit.repo() + "/" + created.path(), out);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(out).exists();
        assertThat(outcome.out())
                .contains("record   at://" + commit.repo() + "/" + created.path())
                .contains("cid      " + created.cid())
                .contains("commit   " + commit.commit() + ", rev " + commit.rev())
                .contains("key      " + KEY)
                .contains("verdict  VERIFIED")
                .contains("since    delete")
                .contains("sigwatch verify-proof " + out + " --identity");
    }

    @Test
    void anExportProvesItsRecordsToAnyone() throws IOException {
        Path out = folder.resolve("export.car");
        Cli.Outcome outcome = proof("at://" + alice.did() + "/io.atcr.tag/v2", out);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("https://plc.test/log");
        Path identity = Files.write(folder.resolve("identity.json"), alice.auditLog());
        Cli.Outcome checked = Cli.run("verify-proof", out.toString(), "--identity", identity.toString());
        assertThat(checked.status()).as(checked.out()).isZero();
        assertThat(checked.out()).contains("at://" + alice.did() + "/io.atcr.tag/v2");
    }

    @Test
    void whatCannotBeProvenIsOneLineThatSaysWhy() {
        for (String[] expected : new String[][] {
            {"io.atcr.tag/none", "no such record"},
            {"io.atcr.tag/gone", "only its deletion"},
            {"io.atcr.tag/lost", "no longer kept"},
        }) {
            Path out = folder.resolve("none.car");
            Cli.Outcome outcome = proof("at://" + alice.did() + "/" + expected[0], out);
            assertThat(outcome.status()).isEqualTo(ExitCode.UNPROVEN.status());
            assertThat(outcome.err().lines()).hasSize(1).first().asString().contains(expected[1]);
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aFileIsReplacedOnlyByForce() throws IOException {
        Path out = Files.writeString(folder.resolve("there.car"), "of somebody's");
        String uri = "at://" + alice.did() + "/io.atcr.tag/v3";
        assertThat(proof(uri, out).status()).isEqualTo(ExitCode.USAGE.status());
        assertThat(out).hasContent("of somebody's");
        assertThat(proof(uri, out, "--force").status()).isZero();
        assertThat(Files.size(out)).isGreaterThan(100);
    }

    private static Cli.Outcome proof(String uri, Path out, String... more) {
        String[] arguments = {"proof", uri, "--out", out.toString(), "--data", folder.resolve("data") + ""};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Cli.run(all);
    }

    private static Recorded recorded() {
        try (FrameSequence.Reader frames =
                Capture.open(Path.of("../captures/reference-pds")).openFrames()) {
            for (CaptureFrame frame = frames.next(); frame != null; frame = frames.next()) {
                if (FrameDecoder.decode(frame.bytes()).event() instanceof RepoEvent.Commit commit) {
                    for (RepoOperation op : commit.ops()) {
                        if (op.action() == RepoOperation.Action.CREATE
                                && op.path().value().startsWith("io.atcr.")) {
                            return new Recorded(frame.bytes(), commit, op);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("no such commit in the capture");
    }

    private void row(String action, String did, String path, String cid, String rev, String commitCid, String at)
            throws Exception {
        execute(String.format(
                Locale.ROOT,
                "INSERT INTO record_rows (did, collection, rkey, action, record_cid, rev, commit_cid, verdict, received_at, "
                        + "frame_partition, frame_offset) VALUES ('%s', '%s', '%s', '%s', '%s', '%s', '%s', 'VERIFIED', '%s', 3, 5)",
                did,
                path.substring(0, path.indexOf('/')),
                path.substring(path.indexOf('/') + 1),
                action,
                cid,
                rev,
                commitCid,
                at));
    }

    private void evidence(String did, String id, String kind, String at, byte[] body) throws Exception {
        execute("INSERT INTO evidence (evidence_id, did, kind, received_at, body) VALUES ('" + id + "', '" + did
                + "', '" + kind + "', '" + at + "', unhex('" + HexFormat.of().formatHex(body) + "'))");
    }

    private void execute(String sql) throws Exception {
        new ClickHouseReader(Objects.requireNonNull(writer)).query(sql, "TabSeparated", new ByteArrayOutputStream());
    }
}
