package dev.sigwatch.standalone.cli;

import static dev.sigwatch.standalone.cli.JudgedRecord.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.standalone.explain.CommitCheck;
import dev.sigwatch.standalone.explain.Explanation;
import dev.sigwatch.standalone.explain.KeptOperation;
import dev.sigwatch.standalone.explain.LogCheck;
import dev.sigwatch.standalone.explain.Moment;
import dev.sigwatch.standalone.explain.Remedy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Everything kept about an alert. */
final class AlertDossier {
    /** How long before an incident, and after it, things may have to do with it: a day, and the directory's 72 hours. */
    private static final long BEFORE = 24L * 3_600 * 1_000_000;

    private static final long AFTER = 72L * 3_600 * 1_000_000;
    private static final int MOST_OPERATIONS = 3_000;
    private static final int MOST_RECORDS = 12;
    private static final int MOST_REVISIONS = 6;
    private static final int MOST_EVIDENCE = 6;

    private final Alert alert;
    private final List<KeptOperation> operations;
    private final LogCheck log;
    private final List<Moment> moments;
    private final List<String> proofs;

    private AlertDossier(
            Alert alert, List<KeptOperation> operations, LogCheck log, List<Moment> moments, List<String> proofs) {
        this.alert = alert;
        this.operations = operations;
        this.log = log;
        this.moments = moments;
        this.proofs = proofs;
    }

    /** Reads it, and checks again what can be. */
    static AlertDossier read(SqlReader reader, Alert alert, SignatureVerifier verifier)
            throws IOException, InterruptedException {
        List<Moment> moments = new ArrayList<>();
        alert.story().forEach(line -> moments.add(new Moment(line.at(), line.text(), line.evidence())));
        if (alert.did().isEmpty()) {
            return new AlertDossier(alert, List.of(), new LogCheck(null, List.of()), moments, List.of());
        }
        List<KeptOperation> operations = operations(reader, alert);
        LogCheck log = LogCheck.of(alert.did(), operations, verifier);
        addOperations(alert, operations, moments);
        addRecords(reader, alert, moments);
        addRevisions(reader, alert, moments);
        List<String> proofs = new ArrayList<>(log.lines());
        proofs.addAll(commits(reader, alert, verifier));
        return new AlertDossier(alert, operations, log, moments, proofs);
    }

    /** @param now microseconds since the epoch */
    Explanation explanation(long now) {
        Set<String> about = new HashSet<>(alert.evidence());
        about.add(alert.object());
        about.addAll(Arrays.asList(alert.facts().getOrDefault("operations", "").split(" ")));
        about.addAll(Arrays.asList(alert.facts().getOrDefault("operation", "").split(" ")));
        about.retainAll(operations.stream().map(KeptOperation::cid).toList());
        return new Explanation(alert, moments, proofs, Remedy.of(log.history(), about, now));
    }

    private static List<KeptOperation> operations(SqlReader reader, Alert alert)
            throws IOException, InterruptedException {
        String sql =
                "SELECT did, op_cid, type, toUnixTimestamp64Micro(assumeNotNull(accepted_at)) AS at, nullified, signer_index, "
                        + "signing_key, rotation_keys, pds, handles, base64Encode(body) AS body FROM identity_operations WHERE did = "
                        + quoted(alert.did())
                        + " AND accepted_at IS NOT NULL AND type != 'did-document' ORDER BY accepted_at, "
                        + "first_seen_at LIMIT " + MOST_OPERATIONS;
        List<KeptOperation> operations = new ArrayList<>();
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            operations.add(new KeptOperation(
                    row.path("did").asText(),
                    row.path("op_cid").asText(),
                    row.path("type").asText(),
                    row.path("at").asLong(),
                    row.path("nullified").asBoolean(),
                    row.path("signer_index").asInt(),
                    row.path("signing_key").asText(),
                    texts(row.path("rotation_keys")),
                    row.path("pds").asText(),
                    texts(row.path("handles")),
                    java.util.Base64.getDecoder().decode(row.path("body").asText())));
        }
        return operations;
    }

    /** Those of its time that its own story does not tell. */
    private static void addOperations(Alert alert, List<KeptOperation> operations, List<Moment> moments) {
        Set<String> told = new HashSet<>();
        moments.forEach(moment -> told.add(moment.proof()));
        KeptOperation before = null;
        for (KeptOperation operation : operations) {
            boolean isOfItsTime = operation.acceptedAt() >= alert.raisedAt() - BEFORE
                    && operation.acceptedAt() <= alert.updatedAt() + AFTER;
            if (isOfItsTime && !told.contains(operation.cid())) {
                moments.add(new Moment(operation.acceptedAt(), OperationWords.of(operation, before), operation.cid()));
            }
            before = operation;
        }
    }

    private static void addRecords(SqlReader reader, Alert alert, List<Moment> moments)
            throws IOException, InterruptedException {
        String sql =
                "SELECT toUnixTimestamp64Micro(received_at) AS at, action, repository, tag, right(digest, 12) AS image, verdict, "
                        + "commit_cid FROM records WHERE did = " + quoted(alert.did())
                        + " AND collection IN ('io.atcr.tag', 'io.atcr.manifest') AND origin = 'frame' AND received_at BETWEEN "
                        + time(alert.raisedAt() - BEFORE) + " AND " + time(alert.updatedAt() + AFTER)
                        + " ORDER BY received_at DESC LIMIT " + MOST_RECORDS;
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            String tag = row.path("tag").asText();
            String image = row.path("repository").asText()
                    + (tag.isEmpty() ? "" : ":" + tag)
                    + (row.path("image").asText().isEmpty()
                            ? ""
                            : " (…" + row.path("image").asText() + ")");
            String verb = row.path("action").asText().equals("delete") ? "taken back" : "published";
            moments.add(new Moment(
                    row.path("at").asLong(),
                    "Image " + image + " was " + verb + "; its commit is judged "
                            + row.path("verdict").asText() + " today.",
                    row.path("commit_cid").asText()));
        }
    }

    private static void addRevisions(SqlReader reader, Alert alert, List<Moment> moments)
            throws IOException, InterruptedException {
        String sql =
                "SELECT toUnixTimestamp64Micro(max(superseded_at)) AS at, count() AS commits, reason FROM verdict_revisions "
                        + "WHERE did = " + quoted(alert.did()) + " AND superseded_at BETWEEN "
                        + time(alert.raisedAt() - BEFORE)
                        + " AND " + time(alert.updatedAt() + AFTER) + " GROUP BY reason ORDER BY at LIMIT "
                        + MOST_REVISIONS;
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            String count = row.path("commits").asText();
            moments.add(new Moment(
                    row.path("at").asLong(),
                    (count.equals("1") ? "One commit was" : count + " commits were") + " judged again: "
                            + row.path("reason").asText(),
                    ""));
        }
    }

    private static List<String> commits(SqlReader reader, Alert alert, SignatureVerifier verifier)
            throws IOException, InterruptedException {
        Set<String> ids = new TreeSet<>(alert.evidence());
        alert.story().forEach(line -> ids.add(line.evidence()));
        ids.removeIf(id -> !id.contains("/"));
        List<String> lines = new ArrayList<>();
        for (String id : ids.stream().limit(MOST_EVIDENCE).toList()) {
            String where = " FROM evidence WHERE did = " + quoted(alert.did()) + " AND evidence_id = " + quoted(id)
                    + " LIMIT 1";
            List<JsonNode> found = JudgedRecord.rows(reader, "SELECT kind, host, seq" + where);
            if (found.isEmpty()) {
                continue;
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            reader.query("SELECT body" + where, "RawBLOB", body);
            JsonNode item = found.get(0);
            lines.addAll(
                    CommitCheck.of(item.path("kind").asText(), body.toByteArray(), key(reader, alert, item), verifier));
        }
        return lines.stream().map(AlertDossier::sentence).distinct().toList();
    }

    private static String key(SqlReader reader, Alert alert, JsonNode item) throws IOException, InterruptedException {
        List<JsonNode> rows = JudgedRecord.rows(
                reader,
                "SELECT key FROM verdicts WHERE did = " + quoted(alert.did()) + " AND host = "
                        + quoted(item.path("host").asText()) + " AND seq = "
                        + Long.parseLong(item.path("seq").asText()) + " AND key != '' LIMIT 1");
        return rows.isEmpty() ? "" : rows.get(0).path("key").asText();
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static String time(long micros) {
        return "fromUnixTimestamp64Micro(toInt64(" + micros + "), 'UTC')";
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
