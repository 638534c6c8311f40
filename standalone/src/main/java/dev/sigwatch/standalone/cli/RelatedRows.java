package dev.sigwatch.standalone.cli;

import static dev.sigwatch.standalone.cli.JudgedRecord.quoted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sigwatch.standalone.image.Provenance.Related;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Images of the same publisher that belong to one: lists for several platforms, and what says something about another. */
final class RelatedRows {
    private static final int MOST = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqlReader reader;

    RelatedRows(SqlReader reader) {
        this.reader = reader;
    }

    List<Related> of(String did, String digest) throws IOException, InterruptedException {
        String sql = "SELECT digest, record FROM record_rows WHERE did = " + quoted(did)
                + " AND collection = 'io.atcr.manifest' AND verdict NOT IN ('VIOLATION', 'MALFORMED') AND position(record, "
                + quoted(digest) + ") > 0 ORDER BY received_at DESC LIMIT 1 BY digest LIMIT " + MOST;
        Map<String, Related> related = new LinkedHashMap<>();
        for (JsonNode row : JudgedRecord.rows(reader, sql)) {
            JsonNode record = record(row);
            String other = row.path("digest").asText();
            if (other.equals(digest)) {
                record.path("manifests").forEach(child -> put(related, Related.Kind.CHILD, child));
                put(related, Related.Kind.SUBJECT, record.path("subject"));
            } else if (digest.equals(record.path("subject").path("digest").asText())) {
                put(
                        related,
                        Related.Kind.REFERRER,
                        other,
                        record.path("mediaType").asText());
            } else if (Stream.of(record.path("manifests"))
                    .flatMap(list -> list.findValuesAsText("digest").stream())
                    .anyMatch(digest::equals)) {
                put(
                        related,
                        Related.Kind.PARENT,
                        other,
                        record.path("mediaType").asText());
            }
        }
        return seen(did, related);
    }

    private static void put(Map<String, Related> related, Related.Kind kind, JsonNode descriptor) {
        JsonNode platform = descriptor.path("platform");
        String what = platform.isObject()
                ? platform.path("os").asText() + "/"
                        + platform.path("architecture").asText()
                : descriptor.path("mediaType").asText();
        put(related, kind, descriptor.path("digest").asText(), what);
    }

    private static void put(Map<String, Related> related, Related.Kind kind, String digest, String what) {
        if (!digest.isEmpty() && related.size() < MOST) {
            related.put(kind + digest, new Related(kind, digest, what, true));
        }
    }

    private List<Related> seen(String did, Map<String, Related> related) throws IOException, InterruptedException {
        if (related.isEmpty()) {
            return List.of();
        }
        String digests = related.values().stream()
                .map(one -> quoted(one.digest()))
                .distinct()
                .collect(Collectors.joining(", "));
        Set<String> known = JudgedRecord.rows(
                        reader,
                        "SELECT DISTINCT digest FROM record_rows WHERE did = " + quoted(did)
                                + " AND collection = 'io.atcr.manifest' AND digest IN (" + digests + ")")
                .stream()
                .map(row -> row.path("digest").asText())
                .collect(Collectors.toSet());
        List<Related> all = new ArrayList<>();
        for (Related one : related.values()) {
            all.add(new Related(one.kind(), one.digest(), one.what(), known.contains(one.digest())));
        }
        return all;
    }

    /** Whatever a publisher wrote was made JSON by us; without it, because it was redacted, nothing is related. */
    private static JsonNode record(JsonNode row) {
        try {
            return JSON.readTree(row.path("record").asText());
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
