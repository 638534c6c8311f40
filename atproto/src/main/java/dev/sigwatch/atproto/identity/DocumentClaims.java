package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a DID document says, however it is written: whether ids carry the DID, in which of its encodings a key stands, and in
 * which order members come, makes no difference. Two documents say the same if their claims are equal.
 *
 * @param aliases {@code alsoKnownAs} in its order
 * @param keys by fragment, as {@code did:key}; what is no key that can be read, as it stands
 * @param services by fragment
 */
public record DocumentClaims(
        List<String> aliases, Map<String, String> keys, Map<String, PlcOperation.Service> services) {

    /** Copies what it is given. */
    public DocumentClaims {
        aliases = List.copyOf(aliases);
        keys = Map.copyOf(keys);
        services = Map.copyOf(services);
    }

    /** What the document says that the directory renders of an operation. */
    public static DocumentClaims of(PlcOperation operation) {
        return new DocumentClaims(operation.alsoKnownAs(), operation.verificationMethods(), operation.services());
    }

    /**
     * Reads a document.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is not a JSON object, or beyond a bound
     */
    public static DocumentClaims of(byte[] json, Did did) {
        JsonNode document = BoundedJson.read(json);
        if (!document.isObject()) {
            throw new MalformedException(0, "DID document: not a JSON object");
        }
        List<String> aliases = new ArrayList<>();
        document.path("alsoKnownAs").forEach(alias -> aliases.add(alias.asText()));
        Map<String, String> keys = new HashMap<>();
        for (JsonNode method : document.path("verificationMethod")) {
            keys.putIfAbsent(fragment(method, did), key(method));
        }
        Map<String, PlcOperation.Service> services = new HashMap<>();
        for (JsonNode service : document.path("service")) {
            services.putIfAbsent(
                    fragment(service, did),
                    new PlcOperation.Service(
                            service.path("type").asText(),
                            service.path("serviceEndpoint").asText()));
        }
        return new DocumentClaims(aliases, keys, services);
    }

    /** SHA-256 of all of it, hex. */
    public String hash() {
        StringBuilder all = new StringBuilder();
        aliases.forEach(alias -> append(all.append('a'), alias));
        new TreeMap<>(keys).forEach((fragment, key) -> append(append(all.append('k'), fragment), key));
        new TreeMap<>(services)
                .forEach((fragment, service) ->
                        append(append(append(all.append('s'), fragment), service.type()), service.endpoint()));
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(new Sha256().hash(bytes, 0, bytes.length));
    }

    /** With its length, so that no two lists of texts look alike. */
    private static StringBuilder append(StringBuilder all, String text) {
        return all.append(text.length()).append(':').append(text);
    }

    /** {@code did:key}s for anything but signing commits, in their names' order. */
    public List<String> otherKeys() {
        Map<String, String> others = new TreeMap<>(keys);
        others.remove(PlcOperation.SIGNING_KEY);
        return others.values().stream()
                .filter(key -> key.startsWith("did:key:"))
                .distinct()
                .toList();
    }

    private static String fragment(JsonNode entry, Did did) {
        String id = entry.path("id").asText();
        String own = did.value() + "#";
        if (id.startsWith(own)) {
            return id.substring(own.length());
        }
        return id.startsWith("#") ? id.substring(1) : id;
    }

    private static String key(JsonNode method) {
        String type = method.path("type").asText();
        String text = method.path("publicKeyMultibase").asText();
        for (Curve curve : Curve.values()) {
            if (type.equals(curve.legacyType())) {
                try {
                    return PublicKey.parseLegacy(curve, text).toDidKey();
                } catch (MalformedException unreadable) {
                    return type + " " + text;
                }
            }
        }
        return type.equals("Multikey") ? "did:key:" + text : type + " " + text;
    }
}
