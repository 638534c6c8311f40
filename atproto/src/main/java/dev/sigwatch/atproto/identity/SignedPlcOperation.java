package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.syntax.Did;
import java.util.Map;

/**
 * A {@code plc_operation} as the directory takes and serves it.
 *
 * @param sig the signature's text: base64url of 64 bytes where it is right, any text otherwise
 */
public record SignedPlcOperation(PlcOperation operation, String sig) implements SignedOperation {

    /**
     * Reads the directory's JSON of an operation.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is not a {@code plc_operation} of exactly the specified fields
     */
    public static SignedPlcOperation parse(byte[] json) {
        return PlcOperationJson.read(BoundedJson.read(json));
    }

    @Override
    public byte[] bytes() {
        Map<String, CborValue> fields = operation.fields();
        fields.put("sig", CborValue.of(sig));
        return CborValue.of(fields).encode();
    }

    /** @throws IllegalStateException if it has a {@code prev}: only the first operation makes a DID */
    @Override
    public Did deriveDid() {
        if (operation.prev() != null) {
            throw new IllegalStateException("not a first operation: it follows " + operation.prev());
        }
        return SignedOperation.super.deriveDid();
    }

    /** Whether {@code sig} is strict base64url of {@code key}'s signature over the rest. */
    public boolean isSignedBy(PublicKey key, SignatureVerifier verifier) {
        byte[] signature;
        try {
            signature = Base64Url.decode(sig);
        } catch (MalformedException notASignature) {
            return false;
        }
        return verifier.verify(key, operation.unsignedDigest(), signature);
    }

    @Override
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sig", sig);
        PlcOperationJson.write(operation, json);
        return json.toString();
    }
}
