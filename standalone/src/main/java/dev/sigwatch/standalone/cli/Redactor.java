package dev.sigwatch.standalone.cli;

import static dev.sigwatch.standalone.cli.JudgedRecord.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.sink.ClickHouseWriter;
import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.standalone.redact.RedactedEvidence;
import dev.sigwatch.standalone.redact.RedactionTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Takes the contents of records out of a database. Each step may be run again: one that was cut short is finished by the next run.
 *
 * <p>An item of evidence is replaced in three steps, so that there is no moment without it: the new row is inserted under a kind of
 * its own, the old one deleted, the new one given its kind.
 */
final class Redactor {
    /** The kind of a new row whose old one is still there. */
    private static final String STAGED = "redacting";

    /** Looked at together; a page is replaced by two mutations. */
    private static final int PAGE = 200;
    /** More hashes than this are not searched for one by one: then all evidence of the account is looked at. */
    private static final int MOST_HASHES = 50;

    private static final String WAIT = " SETTINGS mutations_sync = 2";

    private final SqlReader database;
    private final RedactionTarget target;

    Redactor(SqlReader database, RedactionTarget target) {
        this.database = database;
        this.target = target;
    }

    /**
     * What is, or would be, redacted.
     *
     * @param records rows about records
     * @param evidence items of evidence
     * @param whole those of {@code evidence} that cannot be read, and go as a whole
     */
    record Count(long records, long evidence, long whole) {}

    /** Counts, and changes nothing. */
    Count count() throws IOException, InterruptedException {
        return evidence(false);
    }

    /** Does it, and keeps account of it. */
    Count redact(String reason, String by) throws IOException, InterruptedException {
        finish();
        Count count = evidence(true);
        execute("ALTER TABLE record_rows UPDATE record = '', finding_details = '' WHERE " + records() + WAIT);
        execute("INSERT INTO redactions (did, uri, reason, by, redacted_at, record_rows, evidence_rows) VALUES ("
                + quoted(target.did().value()) + ", " + quoted(target.uri()) + ", " + quoted(reason) + ", "
                + quoted(by) + ", now64(6), " + count.records() + ", " + count.evidence() + ")");
        return count;
    }

    /** Rows that have contents. */
    private String records() {
        String which = target.path() == null
                ? ""
                : " AND collection = " + quoted(target.path().collection().value()) + " AND rkey = "
                        + quoted(target.path().rkey().value());
        return ofAccount() + which + " AND (record != '' OR finding_details != '')";
    }

    private Count evidence(boolean isForGood) throws IOException, InterruptedException {
        long records = JudgedRecord.rows(database, "SELECT count() AS n FROM record_rows WHERE " + records())
                .get(0)
                .path("n")
                .asLong();
        String candidates = candidates();
        long items = 0;
        long whole = 0;
        String after = "";
        while (true) {
            List<JsonNode> page = JudgedRecord.rows(
                    database,
                    "SELECT evidence_id, kind, host, toString(seq) AS seq, toString(toUnixTimestamp64Micro(received_at)) AS at "
                            + "FROM evidence WHERE " + candidates + after
                            + " ORDER BY received_at, evidence_id LIMIT " + PAGE);
            if (page.isEmpty()) {
                return new Count(records, items, whole);
            }
            List<EvidenceRow> replaced = new ArrayList<>();
            for (JsonNode row : page) {
                redacted(row).ifPresent(replaced::add);
            }
            items += replaced.size();
            whole += replaced.stream().filter(row -> row.body().length == 0).count();
            if (isForGood && !replaced.isEmpty()) {
                replace(replaced);
            }
            JsonNode last = page.get(page.size() - 1);
            after = " AND (received_at, evidence_id) > (fromUnixTimestamp64Micro(toInt64("
                    + Long.parseLong(last.path("at").asText()) + "), 'UTC'), "
                    + quoted(last.path("evidence_id").asText()) + ")";
        }
    }

    /** Evidence that may have contents of the target: of a record, what speaks of its path, or has one of its hashes. */
    private String candidates() throws IOException, InterruptedException {
        String all = ofAccount() + " AND kind IN ('frame', 'export-proof', " + quoted(RedactedEvidence.KIND) + ")";
        if (target.path() == null) {
            return all;
        }
        List<JsonNode> hashes = JudgedRecord.rows(
                database,
                "SELECT DISTINCT record_cid FROM record_rows WHERE " + ofAccount() + " AND collection = "
                        + quoted(target.path().collection().value()) + " AND rkey = "
                        + quoted(target.path().rkey().value()) + " AND record_cid != '' LIMIT " + (MOST_HASHES + 1));
        if (hashes.size() > MOST_HASHES) {
            return all;
        }
        String any = hashes.stream()
                .map(row -> " OR position(body, unhex('"
                        + HexFormat.of()
                                .formatHex(Cid.parse(row.path("record_cid").asText())
                                        .bytes())
                        + "')) > 0")
                .collect(Collectors.joining());
        return all + " AND (position(body, " + quoted(target.path().value()) + ") > 0" + any + ")";
    }

    private Optional<EvidenceRow> redacted(JsonNode row) throws IOException, InterruptedException {
        String id = row.path("evidence_id").asText();
        String kind = row.path("kind").asText();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        database.query(
                "SELECT body FROM evidence WHERE " + ofAccount() + " AND evidence_id = " + quoted(id) + " AND kind = "
                        + quoted(kind) + " LIMIT 1",
                "RawBLOB",
                body);
        return RedactedEvidence.of(kind, body.toByteArray(), target::covers)
                .map(without -> new EvidenceRow(
                        id,
                        target.did().value(),
                        STAGED,
                        row.path("host").asText(),
                        Long.parseLong(row.path("seq").asText()),
                        Long.parseLong(row.path("at").asText()),
                        without));
    }

    private void replace(List<EvidenceRow> rows) throws IOException, InterruptedException {
        RowEncoder<EvidenceRow> encoder = new RowEncoder<>(Table.EVIDENCE);
        try (ClickHouseWriter writer = new ClickHouseWriter(database.config())) {
            for (EvidenceRow row : rows) {
                encoder.add(row);
                if (encoder.full()) {
                    insert(writer, encoder);
                }
            }
            if (encoder.rows() > 0) {
                insert(writer, encoder);
            }
        }
        settle(rows.stream().map(EvidenceRow::evidenceId).toList());
    }

    private static void insert(ClickHouseWriter writer, RowEncoder<EvidenceRow> encoder) throws InterruptedException {
        InsertResult result = writer.insert(encoder.drain(UUID.randomUUID()));
        if (result.kind() != InsertResult.Kind.INSERTED) {
            throw new CommandFailure(ExitCode.DIED, "nothing is lost, run it again to finish: " + result.reason());
        }
    }

    /** Of items whose new rows are there: the old ones go, the new ones take their place. */
    private void settle(List<String> ids) throws IOException, InterruptedException {
        String these = ofAccount() + " AND evidence_id IN ("
                + ids.stream().map(JudgedRecord::quoted).collect(Collectors.joining(", ")) + ")";
        execute("ALTER TABLE evidence DELETE WHERE " + these + " AND kind != " + quoted(STAGED) + WAIT);
        execute("ALTER TABLE evidence UPDATE kind = " + quoted(RedactedEvidence.KIND) + " WHERE " + these
                + " AND kind = " + quoted(STAGED) + WAIT);
    }

    /** What an earlier run left half-way. */
    private void finish() throws IOException, InterruptedException {
        while (true) {
            List<String> ids = JudgedRecord.rows(
                            database,
                            "SELECT DISTINCT evidence_id FROM evidence WHERE " + ofAccount() + " AND kind = "
                                    + quoted(STAGED) + " LIMIT " + PAGE)
                    .stream()
                    .map(row -> row.path("evidence_id").asText())
                    .toList();
            if (ids.isEmpty()) {
                return;
            }
            settle(ids);
        }
    }

    private String ofAccount() {
        return "did = " + quoted(target.did().value());
    }

    private void execute(String sql) throws IOException, InterruptedException {
        database.query(sql, "TabSeparated");
    }
}
