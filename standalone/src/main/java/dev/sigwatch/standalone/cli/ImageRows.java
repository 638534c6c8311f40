package dev.sigwatch.standalone.cli;

import static dev.sigwatch.standalone.cli.JudgedRecord.quoted;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.standalone.image.Provenance;
import dev.sigwatch.standalone.image.Provenance.Concern;
import dev.sigwatch.standalone.image.Provenance.Judging;
import dev.sigwatch.standalone.image.Provenance.KeyFate;
import dev.sigwatch.standalone.image.Provenance.Place;
import dev.sigwatch.standalone.image.Provenance.PolicyResult;
import dev.sigwatch.standalone.image.Provenance.Publisher;
import dev.sigwatch.standalone.image.Provenance.TagChange;
import dev.sigwatch.standalone.image.Provenance.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Images as the database has them. Every list is bounded: a page is for people. */
final class ImageRows {
    /** Of one digest: a base image that everybody mirrors has many, and nobody reads more pages. */
    private static final int MOST_PUBLISHERS = 20;

    private static final int MOST_WRITES = 100;
    private static final int MOST_CHANGES = 10_000;
    private static final int MOST_ALERTS = 20;

    private final SqlReader reader;

    ImageRows(SqlReader reader) {
        this.reader = reader;
    }

    /** DIDs that published a digest, or have a tag that named it; the first first. */
    List<String> publishers(String digest) throws IOException, InterruptedException {
        String sql = "SELECT did, min(at) AS first FROM (SELECT did, first_seen_at AS at FROM images WHERE digest = "
                + quoted(digest) + " UNION ALL SELECT did, valid_from FROM tag_history WHERE digest = " + quoted(digest)
                + ") GROUP BY did ORDER BY first, did LIMIT " + MOST_PUBLISHERS;
        return dids(sql);
    }

    /** DIDs that ever claimed a handle. */
    List<String> claimants(String handle) throws IOException, InterruptedException {
        return dids("SELECT did FROM identity_operations WHERE has(handles, " + quoted(handle)
                + ") UNION DISTINCT SELECT did FROM record_rows WHERE handle = " + quoted(handle) + " LIMIT "
                + MOST_PUBLISHERS);
    }

    /** Every change of an account's tags, the oldest first, by record key. */
    Map<String, List<TagChange>> tags(String did) throws IOException, InterruptedException {
        String sql =
                "SELECT rkey, repository, tag, change, digest, from_digest, " + micros("valid_from") + " AS since, "
                        + micros("valid_to") + " AS until, verdict FROM tag_history WHERE did = " + quoted(did)
                        + " ORDER BY valid_from, rev LIMIT " + MOST_CHANGES;
        Map<String, List<TagChange>> tags = new LinkedHashMap<>();
        for (JsonNode row : rows(sql)) {
            tags.computeIfAbsent(text(row, "rkey"), key -> new ArrayList<>())
                    .add(new TagChange(
                            text(row, "repository"),
                            text(row, "tag"),
                            text(row, "change"),
                            text(row, "digest"),
                            text(row, "from_digest"),
                            row.path("since").asLong(),
                            time(row, "until"),
                            text(row, "verdict")));
        }
        return tags;
    }

    /** All about one image of one account. */
    Provenance read(String did, String digest, Map<String, List<TagChange>> tags)
            throws IOException, InterruptedException {
        List<Place> places = places(did, digest);
        List<Write> writes = writes(did, digest);
        List<TagChange> changes = tags.values().stream()
                .filter(history ->
                        history.stream().anyMatch(change -> change.digest().equals(digest)))
                .flatMap(List::stream)
                .toList();
        Set<String> keys = new LinkedHashSet<>();
        Set<String> ids = new TreeSet<>(Set.of(digest.substring(digest.indexOf(':') + 1)));
        for (Write write : writes) {
            write.judgings().forEach(judging -> keys.add(judging.key()));
            ids.add(write.commit());
        }
        keys.remove("");
        ids.addAll(keys);
        ids.remove("");
        return new Provenance(
                publisher(did, digest),
                digest,
                places,
                writes,
                changes,
                keys(did, keys),
                new RelatedRows(reader).of(did, digest),
                concerns(did, ids));
    }

    private Publisher publisher(String did, String digest) throws IOException, InterruptedException {
        List<JsonNode> known = rows("SELECT handle, handle_verified FROM images WHERE did = " + quoted(did)
                + " AND handle != '' ORDER BY digest = " + quoted(digest) + " DESC, last_seen_at DESC LIMIT 1");
        List<JsonNode> claimed =
                rows("SELECT handles[1] AS handle, pds FROM identity_operations WHERE did = " + quoted(did)
                        + " AND NOT nullified AND type NOT IN ('unavailable', 'not-found') ORDER BY ifNull(accepted_at, observed_at) DESC "
                        + "LIMIT 1");
        JsonNode handle = known.isEmpty() ? null : known.get(0);
        JsonNode identity = claimed.isEmpty() ? null : claimed.get(0);
        return new Publisher(
                did,
                handle != null ? text(handle, "handle") : identity != null ? text(identity, "handle") : "",
                handle != null && handle.path("handle_verified").asBoolean(),
                identity == null ? "" : text(identity, "pds"));
    }

    private List<Place> places(String did, String digest) throws IOException, InterruptedException {
        String sql = "SELECT repository, media_type, binding, hold_did, " + micros("first_seen_at") + " AS first, "
                + micros("deleted_at")
                + " AS deleted, tags, policy_result, policy_name, policy_line, policy_reason, policy_hash, findings FROM images WHERE did = "
                + quoted(did) + " AND digest = " + quoted(digest) + " ORDER BY first_seen_at LIMIT " + MOST_WRITES;
        List<Place> places = new ArrayList<>();
        for (JsonNode row : rows(sql)) {
            places.add(new Place(
                    text(row, "repository"),
                    text(row, "media_type"),
                    text(row, "binding"),
                    text(row, "hold_did"),
                    row.path("first").asLong(),
                    time(row, "deleted"),
                    texts(row, "tags"),
                    new PolicyResult(
                            text(row, "policy_result"),
                            text(row, "policy_name"),
                            row.path("policy_line").asInt(),
                            text(row, "policy_reason"),
                            text(row, "policy_hash")),
                    texts(row, "findings")));
        }
        return places;
    }

    private List<Write> writes(String did, String digest) throws IOException, InterruptedException {
        String sql = "SELECT " + micros("received_at")
                + " AS at, action, rkey, record_cid, rev, commit_cid, findings, verdict, origin, frame_partition AS p, "
                + "toString(frame_offset) AS o FROM records WHERE did = " + quoted(did)
                + " AND collection = 'io.atcr.manifest' AND (rkey = "
                + quoted(digest.substring(digest.indexOf(':') + 1)) + " OR digest = " + quoted(digest)
                + ") ORDER BY received_at, rev LIMIT " + MOST_WRITES;
        List<JsonNode> found = rows(sql);
        Map<String, List<Judging>> judged = judgings(did, found);
        List<Write> writes = new ArrayList<>();
        for (JsonNode row : found) {
            long at = row.path("at").asLong();
            Judging alone = new Judging(at, text(row, "verdict"), "", "", "", List.of(), "");
            writes.add(new Write(
                    at,
                    text(row, "action"),
                    "io.atcr.manifest/" + text(row, "rkey"),
                    text(row, "record_cid"),
                    text(row, "rev"),
                    text(row, "commit_cid"),
                    texts(row, "findings"),
                    judged.getOrDefault(place(row), List.of(alone))));
        }
        return writes;
    }

    /** Verdicts by what they are about: a frame by its place, the export that showed a record by its commit. */
    private Map<String, List<Judging>> judgings(String did, List<JsonNode> writes)
            throws IOException, InterruptedException {
        Map<String, List<Judging>> judgings = new LinkedHashMap<>();
        String frames = writes.stream()
                .filter(row -> text(row, "origin").equals("frame"))
                .map(row -> "(" + row.path("p").asInt() + ", " + Long.parseLong(text(row, "o")) + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        String columns = micros("judged_at") + " AS at, verdict, key, key_source, findings, detail, ";
        if (!frames.isEmpty()) {
            add(
                    judgings,
                    rows("SELECT " + columns + "revision_reason AS reason, 'frame' AS origin, frame_partition AS p, "
                            + "toString(frame_offset) AS o FROM verdict_rows WHERE did = " + quoted(did)
                            + " AND (frame_partition, frame_offset) IN (" + frames + ") ORDER BY revision"));
        }
        String commits = writes.stream()
                .filter(row -> !text(row, "origin").equals("frame"))
                .map(row -> quoted(text(row, "commit_cid")))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!commits.isEmpty()) {
            add(
                    judgings,
                    rows("SELECT " + columns + "'' AS reason, 'export' AS origin, commit_cid FROM exports WHERE did = "
                            + quoted(did) + " AND commit_cid IN (" + commits
                            + ") ORDER BY judged_at DESC LIMIT 1 BY commit_cid"));
        }
        return judgings;
    }

    private static void add(Map<String, List<Judging>> judgings, List<JsonNode> rows) {
        for (JsonNode row : rows) {
            judgings.computeIfAbsent(place(row), place -> new ArrayList<>())
                    .add(new Judging(
                            row.path("at").asLong(),
                            text(row, "verdict"),
                            text(row, "reason"),
                            text(row, "key"),
                            text(row, "key_source"),
                            texts(row, "findings"),
                            text(row, "detail")));
        }
    }

    private static String place(JsonNode row) {
        return text(row, "origin").equals("frame")
                ? row.path("p").asInt() + "/" + text(row, "o")
                : text(row, "commit_cid");
    }

    private List<KeyFate> keys(String did, Set<String> keys) throws IOException, InterruptedException {
        if (keys.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT key, " + micros("valid_from") + " AS since, " + micros("valid_to") + " AS until, "
                + micros("served_until") + " AS served, ended, operation, " + micros("nullified_at")
                + " AS undone, nullified_by FROM key_history WHERE did = " + quoted(did) + " AND key IN ("
                + keys.stream().map(JudgedRecord::quoted).collect(Collectors.joining(", "))
                + ") ORDER BY valid_from LIMIT " + MOST_WRITES;
        List<KeyFate> fates = new ArrayList<>();
        for (JsonNode row : rows(sql)) {
            fates.add(new KeyFate(
                    text(row, "key"),
                    row.path("since").asLong(),
                    time(row, "until"),
                    time(row, "served"),
                    text(row, "ended"),
                    text(row, "operation"),
                    time(row, "undone"),
                    text(row, "nullified_by")));
        }
        return fates;
    }

    private List<Concern> concerns(String did, Set<String> ids) throws IOException, InterruptedException {
        String sql = "SELECT alert_id, rule, severity, status, " + micros("raised_at")
                + " AS at, title FROM alerts WHERE did = "
                + quoted(did) + " AND multiSearchAny(details, ["
                + ids.stream().map(JudgedRecord::quoted).collect(Collectors.joining(", "))
                + "]) ORDER BY severity, raised_at LIMIT " + MOST_ALERTS;
        List<Concern> concerns = new ArrayList<>();
        for (JsonNode row : rows(sql)) {
            concerns.add(new Concern(
                    text(row, "alert_id"),
                    text(row, "rule"),
                    text(row, "severity"),
                    text(row, "status"),
                    row.path("at").asLong(),
                    text(row, "title")));
        }
        return concerns;
    }

    private List<String> dids(String sql) throws IOException, InterruptedException {
        return rows(sql).stream().map(row -> text(row, "did")).toList();
    }

    private List<JsonNode> rows(String sql) throws IOException, InterruptedException {
        return JudgedRecord.rows(reader, sql);
    }

    /** As a number, or nothing; numbers this long stay numbers in JSON as the reader asks for it. */
    private static String micros(String column) {
        return "toUnixTimestamp64Micro(toDateTime64(" + column + ", 6, 'UTC'))";
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).asText();
    }

    private static @Nullable Long time(JsonNode row, String name) {
        return row.path(name).isNull() || row.path(name).isMissingNode()
                ? null
                : row.path(name).asLong();
    }

    static List<String> texts(JsonNode row, String name) {
        List<String> texts = new ArrayList<>();
        row.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
