package dev.sigwatch.sink.schema;

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

/** What a tag pointed to, when, and how it came to that. Each test has an account of its own, and one commit an hour. */
@ExtendWith(Engine.Extension.class)
class TagHistoryTest {
    private static final long HOUR = 3_600_000_000L;

    private final RowEncoder<RecordRow> rows = new RowEncoder<>(Table.RECORDS);

    @Test
    void aTagIsCreatedMovedRolledBackAndDeleted(Engine engine) throws Exception {
        String did = "did:plc:tag-story";
        add(1, tag(did, "app", "v1", 'a'));
        add(2, tag(did, "app", "v1", 'b').action("update"));
        add(3, tag(did, "app", "v1", 'b').action("update"));
        add(4, tag(did, "app", "v1", 'a').action("update").findings("TAG_ROLLBACK"));
        add(5, tag(did, "app", "v1", 'a').gone("delete"));
        add(6, tag(did, "app", "v1", 'c'));
        add(7, tag(did, "app", "latest", 'b'));
        ViewsTest.insert(engine, rows);

        assertThat(history(engine, did)).isEqualTo("""
                1\tv1\tcreated\ta\t\t2
                2\tv1\tmoved\tb\ta\t3
                3\tv1\trewritten\tb\tb\t4
                4\tv1\trolled-back\ta\tb\t5
                5\tv1\tdeleted\t\ta\t6
                6\tv1\tcreated\tc\t\t\\N
                7\tlatest\tcreated\tb\t\t\\N""");
        assertThat(at(engine, did, "v1", 0)).isEmpty();
        assertThat(at(engine, did, "v1", 1)).isEqualTo("a");
        assertThat(at(engine, did, "v1", 3)).isEqualTo("b");
        assertThat(at(engine, did, "v1", 4)).isEqualTo("a");
        assertThat(at(engine, did, "v1", 5)).isEmpty();
        assertThat(at(engine, did, "v1", 9)).isEqualTo("c");
        assertThat(at(engine, did, "latest", 9)).isEqualTo("b");
    }

    @Test
    void whoDeletesATagAndWritesItAnewCannotHideAStepBack(Engine engine) throws Exception {
        String did = "did:plc:tag-hidden";
        add(1, tag(did, "app", "v1", 'a'));
        add(2, tag(did, "app", "v1", 'b').action("update"));
        add(3, tag(did, "app", "v1", 'b').gone("delete"));
        add(4, tag(did, "app", "v1", 'a'));
        ViewsTest.insert(engine, rows);

        assertThat(history(engine, did)).endsWith("""
                3\tv1\tdeleted\t\tb\t4
                4\tv1\trolled-back\ta\t\t\\N""");
    }

    @Test
    void aRefusedCommitNeverCounts(Engine engine) throws Exception {
        String did = "did:plc:tag-refused";
        add(1, tag(did, "app", "v1", 'a'));
        add(2, tag(did, "app", "v1", 'e').action("update").verdict("VIOLATION"));
        add(3, tag(did, "app", "v1", 'e').gone("delete").verdict("MALFORMED"));
        add(4, tag(did, "app", "v1", 'b').action("update").verdict("UNPROVEN"));
        ViewsTest.insert(engine, rows);

        assertThat(history(engine, did)).isEqualTo("""
                1\tv1\tcreated\ta\t\t4
                2\tv1\tmoved\te\ta\t2
                3\tv1\tdeleted\t\ta\t3
                4\tv1\tmoved\tb\ta\t\\N""");
        assertThat(at(engine, did, "v1", 2)).isEqualTo("a");
        assertThat(at(engine, did, "v1", 3)).isEqualTo("a");
    }

    @Test
    void aRevisedVerdictTakesAMoveOutOfBelief(Engine engine) throws Exception {
        String did = "did:plc:tag-revised";
        int partition = 201;
        add(1, partition, tag(did, "app", "v1", 'a'));
        add(2, partition, tag(did, "app", "v1", 'e').action("update"));
        add(3, partition, tag(did, "app", "v1", 'b').action("update"));
        ViewsTest.insert(engine, rows);
        assertThat(at(engine, did, "v1", 2)).isEqualTo("e");

        RowEncoder<VerdictRow> verdicts = new RowEncoder<>(Table.VERDICTS);
        verdicts.add(Rows.revision(Rows.verdict("tag-revised", 2), partition, 1, "VIOLATION", "a recovery"));
        ViewsTest.insert(engine, verdicts);

        assertThat(history(engine, did)).isEqualTo("""
                1\tv1\tcreated\ta\t\t3
                2\tv1\tmoved\te\ta\t2
                3\tv1\tmoved\tb\ta\t\\N""");
        assertThat(at(engine, did, "v1", 2)).isEqualTo("a");
        assertThat(engine.ask("SELECT verdict, key, key_source FROM tag_history WHERE did = '" + did + "'"
                        + " AND valid_from = valid_to"))
                .isEqualTo("VIOLATION\tdid:key:zQ3sh2" + "q".repeat(40) + "\tbafyreic2");
    }

    @Test
    void anotherCopyAndAnOlderCommitAndTheVerySameRecordChangeNothing(Engine engine) throws Exception {
        String did = "did:plc:tag-copies";
        add(1, tag(did, "app", "v1", 'a'));
        add(2, tag(did, "app", "v1", 'b').action("update"));
        // The first two again, from another host, and one before them that nobody had sent.
        rows.add(stamped(tag(did, "app", "v1", 'a'), 1).at(time(3), 0, 1).row());
        rows.add(stamped(tag(did, "app", "v1", 'b').action("update"), 2)
                .at(time(4), 0, 2)
                .row());
        rows.add(tag(did, "app", "v1", 'c')
                .rev("3l00")
                .at(time(5), 5)
                .fresh()
                .verdict("UNPROVEN")
                .row());
        // An export of a later commit shows the record as it is.
        rows.add(stamped(tag(did, "app", "v1", 'b').action("snapshot").origin("export"), 2)
                .rev("3l06")
                .at(time(6), 0, 2)
                .row());
        ViewsTest.insert(engine, rows);

        assertThat(history(engine, did)).isEqualTo("""
                1\tv1\tcreated\ta\t\t2
                2\tv1\tmoved\tb\ta\t\\N
                5\tv1\tmoved\tc\tb\t5""");
    }

    @Test
    void aKeyTakenOverByAnotherTagEndsTheFirst(Engine engine) throws Exception {
        String did = "did:plc:tag-slot";
        add(1, tag(did, "my_app", "v1", 'a').key("my_app_v1"));
        add(2, tag(did, "my", "app_v1", 'b').key("my_app_v1").action("update").findings("SLOT_REUSED"));
        ViewsTest.insert(engine, rows);

        assertThat(history(engine, did)).isEqualTo("""
                1\tv1\tcreated\ta\t\t2
                2\tapp_v1\tcreated\tb\t\t\\N""");
        assertThat(at(engine, did, "v1", 2)).isEmpty();
    }

    @Test
    void whatExportsShowIsToldAsSuch(Engine engine) throws Exception {
        String did = "did:plc:tag-exported";
        add(1, tag(did, "app", "v1", 'a').action("snapshot").origin("export"));
        add(2, tag(did, "app", "v1", 'b').action("changed").origin("export").findings("RECORD_CHANGED_SILENTLY"));
        add(3, tag(did, "app", "v1", 'b').gone("vanished").origin("export").findings("RECORD_VANISHED"));
        // Known before by what is remembered, not by a row.
        add(4, tag(did, "app", "v2", 'c').action("update").before('b'));
        add(5, tag(did, "app", "v3", 'a').action("update").before('c').findings("TAG_ROLLBACK"));
        ViewsTest.insert(engine, rows);

        assertThat(history(engine, did)).isEqualTo("""
                1\tv1\tsnapshot\ta\t\t2
                2\tv1\tmoved\tb\ta\t3
                3\tv1\tvanished\t\tb\t\\N
                4\tv2\tmoved\tc\tb\t\\N
                5\tv3\trolled-back\ta\tc\t\\N""");
    }

    @Test
    void aRowTellsWhoSignedItAndWhatThePolicySaid(Engine engine) throws Exception {
        String did = "did:plc:tag-told";
        add(1, tag(did, "app", "v1", 'a').by("alice.test", true).policy("denied", "h1"));
        ViewsTest.insert(engine, rows);

        assertThat(engine.ask(
                        "SELECT handle, handle_verified, rkey, target_did, rev, commit_cid, verdict, key, key_source,"
                                + " policy_result, policy_hash FROM tag_history WHERE did = '" + did + "'"))
                .isEqualTo("alice.test\ttrue\tapp_v1\t" + did + "\t3l01\tbafy-commit-3l01\tVERIFIED\tdid:key:" + did
                        + "\tbafy-op\tdenied\th1");
    }

    private void add(int hour, RecordDraft draft) {
        add(hour, 0, draft);
    }

    private void add(int hour, int partition, RecordDraft draft) {
        rows.add(draft.rev("3l0" + hour).at(time(hour), partition, hour).fresh().row());
    }

    /** As if it had come at an hour. */
    private static RecordDraft stamped(RecordDraft draft, int hour) {
        return draft.rev("3l0" + hour).at(time(hour), hour).fresh();
    }

    private static long time(int hour) {
        return Rows.TIME + hour * HOUR;
    }

    /** Hour, tag, change, image, image before, hour it ended. */
    private static String history(Engine engine, String did) throws Exception {
        return engine.ask(
                "SELECT toHour(valid_from), tag, change, substring(digest, 8, 1), substring(from_digest, 8, 1),"
                        + " toHour(valid_to) FROM tag_history WHERE did = '" + did + "' ORDER BY valid_from");
    }

    /** The image a tag pointed to half an hour after an hour. */
    private static String at(Engine engine, String did, String tag, int hour) throws Exception {
        String time = "toDateTime64('" + Rows.DAY + " 0" + hour + ":30:00', 6, 'UTC')";
        return engine.ask("SELECT substring(digest, 8, 1) FROM tag_history WHERE did = '" + did + "' AND tag = '" + tag
                + "' AND repository = 'app' AND valid_from <= " + time + " AND (valid_to IS NULL OR valid_to > " + time
                + ")");
    }
}
