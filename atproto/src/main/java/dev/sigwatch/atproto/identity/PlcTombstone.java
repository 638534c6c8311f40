package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PrivateKey;
import java.util.Map;

/**
 * The operation that gives a DID up; see <a href="https://web.plc.directory/spec/v0.1/did-plc#did-deactivation">the
 * specification</a>.
 *
 * @param prev the operation it follows
 * @param sig the signature's text
 */
public record PlcTombstone(Cid prev, String sig) implements SignedOperation {

    /**
     * Signs the end of a DID.
     *
     * @param prev its newest operation
     * @param rotationKey one of that operation's
     */
    public static PlcTombstone sign(Cid prev, PrivateKey rotationKey) {
        byte[] unsigned = CborValue.of(Map.of("type", CborValue.of(PlcOperation.TOMBSTONE), "prev", text(prev)))
                .encode();
        return new PlcTombstone(
                prev, Base64Url.encode(rotationKey.sign(new Sha256().hash(unsigned, 0, unsigned.length))));
    }

    @Override
    public byte[] bytes() {
        return CborValue.of(Map.of(
                        "type", CborValue.of(PlcOperation.TOMBSTONE), "prev", text(prev), "sig", CborValue.of(sig)))
                .encode();
    }

    @Override
    public String toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sig", sig)
                .put("prev", prev.toString())
                .put("type", PlcOperation.TOMBSTONE)
                .toString();
    }

    private static CborValue text(Cid cid) {
        return CborValue.of(cid.toString());
    }
}
