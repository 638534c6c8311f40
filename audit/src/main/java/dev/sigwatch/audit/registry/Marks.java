package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.syntax.Did;
import java.util.Set;
import java.util.TreeSet;

/** What of a record must not change, or in one direction only, in a form that can be compared. */
final class Marks {
    /** May change while the digest stays: when, where, and in which of the account's repositories. */
    private static final Set<String> OF_THE_MOMENT = Set.of("createdAt", "holdDid", "holdEndpoint", "repository");

    /** Permissions known to exist; no number of others can hide them. */
    private static final Set<String> KNOWN_PERMISSIONS = Set.of("blob:read", "blob:write", "crew:admin");

    private static final int MAX_PERMISSIONS = 16;

    /** The schema's limit for roles and permissions, in bytes. */
    private static final int MAX_WORD = 64;

    private Marks() {}

    /**
     * The mark of a record: of a manifest a hash of its contents; of a crew member {@code role permission,permission}, sorted; of a
     * captain {@code owner public allowAllCrew}; of statistics {@code pulls/pushes}. Empty for other collections.
     */
    static String of(String collection, JsonNode json) {
        return switch (collection) {
            case Nsids.MANIFEST -> CanonicalHash.of(json, OF_THE_MOMENT);
            case Nsids.CREW -> word(json.path("role")) + ' ' + permissions(json.path("permissions"));
            case Nsids.CAPTAIN ->
                did(json.path("owner")) + ' ' + flag(json.path("public")) + ' ' + flag(json.path("allowAllCrew"));
            case Nsids.STATS -> count(json.path("pullCount")) + "/" + count(json.path("pushCount"));
            default -> "";
        };
    }

    private static String permissions(JsonNode permissions) {
        TreeSet<String> kept = new TreeSet<>();
        TreeSet<String> others = new TreeSet<>();
        for (JsonNode permission : permissions) {
            String word = word(permission);
            if (KNOWN_PERMISSIONS.contains(word)) {
                kept.add(word);
            } else if (!word.isEmpty()) {
                others.add(word);
                if (others.size() > MAX_PERMISSIONS) {
                    others.pollLast();
                }
            }
        }
        kept.addAll(others);
        return String.join(",", kept);
    }

    /** A word without what would end it: its writer chose it. */
    private static String word(JsonNode value) {
        String word = value.isTextual() ? value.textValue() : "";
        if (word.length() > MAX_WORD) {
            return "";
        }
        boolean isPlain = word.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',' && c != '/');
        return isPlain ? word : "";
    }

    private static String did(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : "";
        return Did.tryParse(text).isPresent() ? text : "";
    }

    private static boolean flag(JsonNode value) {
        return value.isBoolean() && value.booleanValue();
    }

    /** Counts are never negative; what is no count counts nothing. */
    private static long count(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() ? Math.max(0, value.longValue()) : 0;
    }
}
