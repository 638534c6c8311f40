package dev.sigwatch.simulator.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.PlcOperation;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are no plain {@code plc_operation}: tombstones, the {@code create} of early accounts, and whatever a directory
 * should have refused.
 *
 * @see <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc specification</a>
 */
final class RawPlcOperation {
    private RawPlcOperation() {}

    static PlcEntry tombstone(String prev, PrivateKey signer, Instant at) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("type", "plc_tombstone").put("prev", prev);
        return signed(fields, signer, null, at);
    }

    /** The first operation of an account of 2022: its signing key is a rotation key, too. */
    static PlcEntry legacyCreate(
            String handle, PrivateKey signingKey, PrivateKey recoveryKey, URI pds, PrivateKey signer, Instant at) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("type", "create")
                .put("signingKey", signingKey.publicKey().toDidKey())
                .put("recoveryKey", recoveryKey.publicKey().toDidKey())
                .put("handle", handle)
                .put("service", pds.toString())
                .putNull("prev");
        return signed(
                fields,
                signer,
                PlcOperation.genesis(
                        List.of(recoveryKey.publicKey(), signingKey.publicKey()),
                        signingKey.publicKey(),
                        handle,
                        pds.toString()),
                at);
    }

    /**
     * Signs any fields.
     *
     * @param fields of the operation, strings, arrays, objects and nulls, without {@code sig}
     * @param state what it makes of the identity
     */
    static PlcEntry signed(ObjectNode fields, PrivateKey signer, @Nullable PlcOperation state, Instant at) {
        byte[] unsigned = cbor(fields).encode();
        byte[] signature = signer.sign(new Sha256().hash(unsigned, 0, unsigned.length));
        return carrying(fields, Base64.getUrlEncoder().withoutPadding().encodeToString(signature), state, at);
    }

    /** The operation with any text in the place of its signature. */
    static PlcEntry carrying(ObjectNode fields, String sig, @Nullable PlcOperation state, Instant at) {
        ObjectNode whole = fields.deepCopy().put("sig", sig);
        JsonNode prev = whole.path("prev");
        return new PlcEntry(
                Cid.ofDagCbor(cbor(whole).encode()).toString(),
                prev.isTextual() ? prev.textValue() : null,
                whole.toString(),
                at,
                false,
                state);
    }

    private static CborValue cbor(JsonNode json) {
        if (json.isObject()) {
            Map<String, CborValue> fields = new HashMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), cbor(field.getValue())));
            return CborValue.of(fields);
        }
        if (json.isArray()) {
            List<CborValue> items = new ArrayList<>();
            json.forEach(item -> items.add(cbor(item)));
            return CborValue.of(items);
        }
        return json.isNull() ? CborValue.ofNull() : CborValue.of(json.textValue());
    }
}
