package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory's answer to {@code GET /{did}/log/audit}, taken at its word: what each operation claims, in the order served.
 * Nothing is verified, and nothing but a broken array is refused, because a bad log is a finding to be told with its contents.
 */
public final class PlcAuditLog {
    private PlcAuditLog() {}

    /**
     * What one entry claims. A text is null, and a list empty, where the entry has nothing of the right kind in its place.
     *
     * @param did whose operation it is
     * @param cid the operation's CID as served
     * @param createdAt when the directory says it took the operation
     * @param nullified whether the directory says it was undone; null if it does not say
     * @param type {@code plc_operation}, {@code plc_tombstone}, {@code create}, or what else it says
     * @param prev the CID of the operation before
     * @param signingKey the {@code did:key} that signs commits from here on
     * @param rotationKeys {@code did:key}s, most powerful first; of a legacy {@code create}, its recovery and its signing key
     * @param pds the server's URL; of a legacy {@code create} with {@code https://} added where missing
     * @param handles without {@code at://}
     * @param operation the operation as JSON
     */
    public record Entry(
            @Nullable String did,
            @Nullable String cid,
            @Nullable String createdAt,
            @Nullable Boolean nullified,
            @Nullable String type,
            @Nullable String prev,
            @Nullable String signingKey,
            List<String> rotationKeys,
            @Nullable String pds,
            List<String> handles,
            @Nullable String operation) {}

    /**
     * Lists a log.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is not a JSON array of objects
     */
    public static List<Entry> entries(byte[] json) {
        JsonNode log = BoundedJson.read(json);
        if (!log.isArray()) {
            throw new MalformedException(0, "audit log: not a JSON array");
        }
        List<Entry> entries = new ArrayList<>(log.size());
        for (JsonNode entry : log) {
            if (!entry.isObject()) {
                throw new MalformedException(-1, "audit log: entry " + entries.size() + " is not a JSON object");
            }
            entries.add(entry(entry));
        }
        return entries;
    }

    private static Entry entry(JsonNode entry) {
        JsonNode operation = entry.path("operation");
        JsonNode nullified = entry.path("nullified");
        boolean isLegacy = "create".equals(BoundedJson.text(operation, "type"));
        return new Entry(
                BoundedJson.text(entry, "did"),
                BoundedJson.text(entry, "cid"),
                BoundedJson.text(entry, "createdAt"),
                nullified.isBoolean() ? nullified.booleanValue() : null,
                BoundedJson.text(operation, "type"),
                BoundedJson.text(operation, "prev"),
                isLegacy
                        ? BoundedJson.text(operation, "signingKey")
                        : BoundedJson.text(operation.path("verificationMethods"), PlcOperation.SIGNING_KEY),
                isLegacy ? legacyRotationKeys(operation) : texts(operation.path("rotationKeys")),
                isLegacy
                        ? legacyPds(BoundedJson.text(operation, "service"))
                        : BoundedJson.text(operation.path("services").path(PlcOperation.PDS), "endpoint"),
                isLegacy ? present(BoundedJson.text(operation, "handle")) : handles(operation.path("alsoKnownAs")),
                operation.isMissingNode() ? null : operation.toString());
    }

    private static List<String> legacyRotationKeys(JsonNode create) {
        return present(BoundedJson.text(create, "recoveryKey"), BoundedJson.text(create, "signingKey"));
    }

    private static @Nullable String legacyPds(@Nullable String service) {
        boolean isUrl = service == null || service.startsWith("https://") || service.startsWith("http://");
        return isUrl ? service : "https://" + service;
    }

    private static List<String> handles(JsonNode aliases) {
        return texts(aliases).stream()
                .filter(alias -> alias.startsWith(PlcOperation.HANDLE_SCHEME))
                .map(alias -> alias.substring(PlcOperation.HANDLE_SCHEME.length()))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array) {
            if (array.isArray() && item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        return List.copyOf(texts);
    }

    private static List<String> present(@Nullable String... texts) {
        return Stream.of(texts).filter(Objects::nonNull).toList();
    }
}
