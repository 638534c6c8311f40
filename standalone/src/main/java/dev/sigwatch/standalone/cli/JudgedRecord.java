package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.standalone.redact.RedactedEvidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One row about a record: what was seen of it, and how that was judged.
 *
 * @param action {@code create}, {@code update}, {@code delete}; of an export {@code snapshot}, {@code changed}, {@code vanished}
 * @param cid of the record, empty where it is gone
 * @param receivedAt as the database writes it
 */
record JudgedRecord(
        String action,
        String cid,
        String rev,
        String commit,
        String verdict,
        String receivedAt,
        int partition,
        long offset) {
    /** Rows looked at for one record: as many hosts and updates as anyone will look at by hand. */
    private static final int MAX_ROWS = 100;
    /** A place in a topic has one item of evidence; more than that is another host's of the same name. */
    private static final int MAX_EVIDENCE = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One item of evidence. */
    record Evidence(String id, String kind) {}

    /** What is known of a record: those it can be proven with first, the verified ones of them first, each newest first. */
    static List<JudgedRecord> find(SqlReader reader, Did did, RepoPath path) throws IOException, InterruptedException {
        String sql =
                "SELECT action, record_cid, rev, commit_cid, verdict, toString(received_at) AS at, frame_partition, "
                        + "frame_offset FROM records WHERE did = " + quoted(did.value())
                        + " AND collection = " + quoted(path.collection().value())
                        + " AND rkey = " + quoted(path.rkey().value())
                        + " ORDER BY record_cid != '' AND action NOT IN ('delete', 'vanished') DESC, verdict = 'VERIFIED' DESC, "
                        + "received_at DESC LIMIT " + MAX_ROWS;
        List<JudgedRecord> rows = new ArrayList<>();
        for (JsonNode row : rows(reader, sql)) {
            rows.add(new JudgedRecord(
                    row.path("action").asText(),
                    row.path("record_cid").asText(),
                    row.path("rev").asText(),
                    row.path("commit_cid").asText(),
                    row.path("verdict").asText(),
                    row.path("at").asText(),
                    row.path("frame_partition").asInt(),
                    row.path("frame_offset").asLong()));
        }
        return rows;
    }

    /** Whether the record was there. */
    boolean isThere() {
        return !cid.isEmpty() && !action.equals("delete") && !action.equals("vanished");
    }

    /** What is kept of the message or the part of an export that the row is about. */
    List<Evidence> evidence(SqlReader reader, Did did) throws IOException, InterruptedException {
        String kind = isExported() ? "export-proof" : "frame";
        String place = (isExported() ? "/export/" : "/") + partition + "/" + offset + "/" + kind;
        String sql = "SELECT evidence_id, kind FROM evidence WHERE " + arrived(did) + " AND kind IN (" + quoted(kind)
                + ", " + quoted(RedactedEvidence.KIND) + ") AND endsWith(evidence_id, " + quoted(place) + ") LIMIT "
                + MAX_EVIDENCE;
        List<Evidence> items = new ArrayList<>();
        for (JsonNode row : rows(reader, sql)) {
            items.add(new Evidence(
                    row.path("evidence_id").asText(), row.path("kind").asText()));
        }
        return items;
    }

    /** The bytes of one item. */
    byte[] body(SqlReader reader, Did did, Evidence item) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String sql = "SELECT body FROM evidence WHERE " + arrived(did) + " AND evidence_id = " + quoted(item.id())
                + " LIMIT 1";
        reader.query(sql, "RawBLOB", bytes);
        return bytes.toByteArray();
    }

    /** The key that its commit was judged against, empty where there was none. */
    String key(SqlReader reader, Did did) throws IOException, InterruptedException {
        boolean exported = action.equals("snapshot") || action.equals("changed");
        String sql = "SELECT key FROM " + (exported ? "exports" : "verdicts") + " WHERE did = " + quoted(did.value())
                + " AND commit_cid = " + quoted(commit) + " AND verdict = " + quoted(verdict)
                + " AND key != '' LIMIT 1";
        List<JsonNode> rows = rows(reader, sql);
        return rows.isEmpty() ? "" : rows.get(0).path("key").asText();
    }

    private boolean isExported() {
        return action.equals("snapshot") || action.equals("changed");
    }

    private String arrived(Did did) {
        return "did = " + quoted(did.value()) + " AND received_at = toDateTime64(" + quoted(receivedAt) + ", 6, 'UTC')";
    }

    /** The rows of a result. */
    static List<JsonNode> rows(SqlReader reader, String sql) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : reader.query(sql, "JSONEachRow").lines().toList()) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    /** Text as SQL has it. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
