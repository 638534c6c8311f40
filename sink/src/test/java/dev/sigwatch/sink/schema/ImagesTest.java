package dev.sigwatch.sink.schema;

import static dev.sigwatch.sink.RecordDraft.digest;
import static dev.sigwatch.sink.RecordDraft.manifest;
import static dev.sigwatch.sink.RecordDraft.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.RecordDraft;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An image as it stands. Each test has accounts and images of its own, and one commit an hour. */
@ExtendWith(Engine.Extension.class)
class ImagesTest {
    private static final long HOUR = 3_600_000_000L;

    private final RowEncoder<RecordRow> rows = new RowEncoder<>(Table.RECORDS);

    @Test
    void anImageHasTheTagsThatPointToItNow(Engine engine) throws Exception {
        String did = "did:plc:image-tags";
        add(1, manifest(did, "app", 'g'));
        add(2, manifest(did, "app", 'h'));
        add(3, tag(did, "app", "v1", 'g'));
        add(3, tag(did, "app", "latest", 'g'));
        add(4, tag(did, "app", "latest", 'h').action("update"));
        add(5, tag(did, "app", "stable", 'h'));
        add(6, tag(did, "app", "forged", 'h').verdict("VIOLATION"));
        add(6, tag(did, "app", "foreign", 'h').of("did:plc:somebody"));
        add(7, tag(did, "app", "gone", 'h'));
        add(8, tag(did, "app", "gone", 'h').gone("delete"));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask(
                        "SELECT substring(digest, 8, 1), tags FROM images WHERE did = '" + did + "' ORDER BY digest"))
                .isEqualTo("g\t['v1']\nh\t['latest','stable']");
    }

    @Test
    void aDeletedManifestIsShownSinceWhenAndAgainOnceItIsBack(Engine engine) throws Exception {
        String did = "did:plc:image-deleted";
        add(1, manifest(did, "app", 'i'));
        add(2, manifest(did, "app", 'i').gone("delete"));
        add(1, manifest(did, "app", 'j'));
        add(2, manifest(did, "app", 'j').gone("vanished").origin("export"));
        add(3, manifest(did, "app", 'j'));
        add(1, manifest(did, "app", 'k'));
        add(2, manifest(did, "app", 'k').gone("delete").verdict("VIOLATION"));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask(
                        "SELECT substring(digest, 8, 1), toHour(first_seen_at), toHour(last_seen_at), toHour(deleted_at)"
                                + " FROM images WHERE did = '" + did + "' ORDER BY digest"))
                .isEqualTo("i\t1\t1\t2\nj\t1\t3\t\\N\nk\t1\t1\t\\N");
    }

    @Test
    void anImageIsToldByItsNewestBelievedWrite(Engine engine) throws Exception {
        String did = "did:plc:image-told";
        add(1, manifest(did, "app", 'l').by("old.test", false));
        add(
                2,
                manifest(did, "app", 'l')
                        .by("new.test", true)
                        .policy("allowed", "h2")
                        .findings("UNBOUND"));
        add(3, manifest(did, "app", 'l').verdict("VIOLATION"));
        add(4, manifest(did, "other", 'm').verdict("VIOLATION"));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask(
                        "SELECT repository, handle, handle_verified, verdict, rev, commit_cid, key, policy_result,"
                                + " policy_hash, findings, manifest_uri, proof FROM images WHERE did = '" + did
                                + "' ORDER BY digest"))
                .isEqualTo("app\tnew.test\ttrue\tVERIFIED\t3l02\tbafy-commit-3l02\tdid:key:" + did
                        + "\tallowed\th2\t['UNBOUND']\t" + uri(did, 'l') + "\tsigwatch proof " + uri(did, 'l')
                        + "\nother\t\tfalse\tVIOLATION\t3l04\tbafy-commit-3l04\tdid:key:" + did + "\tnone\t\t[]\t"
                        + uri(did, 'm') + "\tsigwatch proof " + uri(did, 'm'));
    }

    @Test
    void whoHadADigestLaterIsToldSo(Engine engine) throws Exception {
        add(1, manifest("did:plc:image-forger", "app", 'n').verdict("VIOLATION"));
        add(2, manifest("did:plc:image-first", "app", 'n'));
        add(3, manifest("did:plc:image-second", "mirror", 'n').findings("UNBOUND"));
        add(4, manifest("did:plc:image-third", "mirror", 'n'));
        add(5, manifest("did:plc:image-third", "own", 'o'));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask("SELECT did, findings, other_publishers FROM images WHERE digest IN ('" + digest('n')
                        + "', '" + digest('o') + "') ORDER BY first_seen_at"))
                .isEqualTo("""
                        did:plc:image-forger\t['DIGEST_SHARED']\t3
                        did:plc:image-first\t[]\t2
                        did:plc:image-second\t['UNBOUND','DIGEST_SHARED']\t2
                        did:plc:image-third\t['DIGEST_SHARED']\t2
                        did:plc:image-third\t[]\t0""");
    }

    @Test
    void aRevisedVerdictIsTheImagesToo(Engine engine) throws Exception {
        String did = "did:plc:image-revised";
        int partition = 202;
        rows.add(manifest(did, "app", 'p')
                .rev("3l01")
                .at(time(1), partition, 1)
                .fresh()
                .row());
        rows.add(tag(did, "app", "v1", 'p')
                .rev("3l02")
                .at(time(2), partition, 2)
                .fresh()
                .row());
        ViewsTest.insert(engine, rows);
        RowEncoder<VerdictRow> verdicts = new RowEncoder<>(Table.VERDICTS);
        verdicts.add(Rows.revision(Rows.verdict("image-revised", 1), partition, 1, "VIOLATION", "a recovery"));
        verdicts.add(Rows.revision(Rows.verdict("image-revised", 2), partition, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, verdicts);

        assertThat(engine.ask("SELECT verdict, tags FROM images WHERE did = '" + did + "'"))
                .isEqualTo("VIOLATION\t[]");
    }

    @Test
    void oneDigestInTwoRepositoriesIsTwoImages(Engine engine) throws Exception {
        String did = "did:plc:image-two";
        add(1, manifest(did, "one", 'q'));
        add(2, manifest(did, "two", 'q').action("update"));
        add(3, tag(did, "two", "v1", 'q'));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask("SELECT repository, tags, other_publishers FROM images WHERE did = '" + did
                        + "' ORDER BY repository"))
                .isEqualTo("one\t[]\t0\ntwo\t['v1']\t0");
    }

    private void add(int hour, RecordDraft draft) {
        rows.add(draft.rev("3l0" + hour).at(time(hour), hour).fresh().row());
    }

    private static long time(int hour) {
        return Rows.TIME + hour * HOUR;
    }

    private static String uri(String did, char image) {
        return "at://" + did + "/io.atcr.manifest/" + digest(image).substring("sha256:".length());
    }
}
