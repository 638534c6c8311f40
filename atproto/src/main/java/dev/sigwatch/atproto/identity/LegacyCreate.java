package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The first operation of DIDs made before 2023: it hashes and signs in this form, and means what today's form says with the
 * recovery key and the signing key as rotation keys.
 *
 * @param signingKey {@code did:key}
 * @param recoveryKey {@code did:key}
 * @param handle without {@code at://}
 * @param service host of the server, or its URL
 * @param sig the signature's text
 */
public record LegacyCreate(String signingKey, String recoveryKey, String handle, String service, String sig)
        implements SignedOperation {

    /** Signs the founding of a DID with one of the two keys. */
    public static LegacyCreate sign(
            PublicKey signingKey, PublicKey recoveryKey, String handle, String service, PrivateKey by) {
        LegacyCreate unsigned = new LegacyCreate(signingKey.toDidKey(), recoveryKey.toDidKey(), handle, service, "");
        byte[] bytes = CborValue.of(unsigned.fields()).encode();
        return new LegacyCreate(
                unsigned.signingKey,
                unsigned.recoveryKey,
                handle,
                service,
                Base64Url.encode(by.sign(new Sha256().hash(bytes, 0, bytes.length))));
    }

    @Override
    public byte[] bytes() {
        Map<String, CborValue> fields = fields();
        fields.put("sig", CborValue.of(sig));
        return CborValue.of(fields).encode();
    }

    @Override
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sig", sig).putNull("prev");
        return json.put("type", PlcOperation.LEGACY)
                .put("handle", handle)
                .put("service", service)
                .put("signingKey", signingKey)
                .put("recoveryKey", recoveryKey)
                .toString();
    }

    private Map<String, CborValue> fields() {
        Map<String, CborValue> fields = new HashMap<>();
        fields.put("type", CborValue.of(PlcOperation.LEGACY));
        fields.put("signingKey", CborValue.of(signingKey));
        fields.put("recoveryKey", CborValue.of(recoveryKey));
        fields.put("handle", CborValue.of(handle));
        fields.put("service", CborValue.of(service));
        fields.put("prev", CborValue.ofNull());
        return fields;
    }

    /** What such an operation means; empty texts set nothing. */
    static PlcOperation inTodaysTerms(String signingKey, String recoveryKey, String handle, String service) {
        boolean isUrl = service.startsWith("https://") || service.startsWith("http://");
        return new PlcOperation(
                Stream.of(recoveryKey, signingKey).filter(key -> !key.isEmpty()).toList(),
                signingKey.isEmpty() ? Map.of() : Map.of(PlcOperation.SIGNING_KEY, signingKey),
                handle.isEmpty() ? List.of() : List.of(PlcOperation.HANDLE_SCHEME + handle),
                service.isEmpty()
                        ? Map.of()
                        : Map.of(
                                PlcOperation.PDS,
                                new PlcOperation.Service(
                                        PlcOperation.PDS_TYPE, isUrl ? service : "https://" + service)),
                null);
    }
}
