package dev.sigwatch.atproto.identity;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code plc_operation} of <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc</a> says, before it is signed:
 * the whole new state of the identity. Holds any text, so that networks under test can be wrong on purpose.
 *
 * @param rotationKeys {@code did:key}s that may sign the next operation, most powerful first
 * @param verificationMethods {@code did:key} by fragment, {@code atproto} for the signing key
 * @param alsoKnownAs URIs, {@code at://} and a handle for the account's name
 * @param services by fragment, {@code atproto_pds} for the account's server
 * @param prev the operation this one replaces, null for the first
 */
public record PlcOperation(
        List<String> rotationKeys,
        Map<String, String> verificationMethods,
        List<String> alsoKnownAs,
        Map<String, Service> services,
        @Nullable Cid prev) {
    static final String TYPE = "plc_operation";
    static final String TOMBSTONE = "plc_tombstone";
    static final String LEGACY = "create";
    static final String SIGNING_KEY = "atproto";
    static final String PDS = "atproto_pds";
    static final String PDS_TYPE = "AtprotoPersonalDataServer";
    static final String HANDLE_SCHEME = "at://";

    /** A service entry. */
    public record Service(String type, String endpoint) {}

    /** Copies what it is given; maps are held in their keys' order. */
    public PlcOperation {
        rotationKeys = List.copyOf(rotationKeys);
        verificationMethods = Collections.unmodifiableMap(new TreeMap<>(verificationMethods));
        alsoKnownAs = List.copyOf(alsoKnownAs);
        services = Collections.unmodifiableMap(new TreeMap<>(services));
    }

    /**
     * The first operation of an account.
     *
     * @param rotationKeys most powerful first
     * @param handle without {@code at://}
     * @param pds the server's URL
     */
    public static PlcOperation genesis(List<PublicKey> rotationKeys, PublicKey signingKey, String handle, String pds) {
        return new PlcOperation(
                rotationKeys.stream().map(PublicKey::toDidKey).toList(),
                Map.of(SIGNING_KEY, signingKey.toDidKey()),
                List.of(HANDLE_SCHEME + handle),
                Map.of(PDS, new Service(PDS_TYPE, pds)),
                null);
    }

    /** The same state, as the operation that follows {@code head}; the start of every update. */
    public PlcOperation after(Cid head) {
        return new PlcOperation(rotationKeys, verificationMethods, alsoKnownAs, services, head);
    }

    /** The same with these rotation keys, most powerful first. */
    public PlcOperation withRotationKeys(List<PublicKey> keys) {
        List<String> texts = keys.stream().map(PublicKey::toDidKey).toList();
        return new PlcOperation(texts, verificationMethods, alsoKnownAs, services, prev);
    }

    /** The same with another signing key. */
    public PlcOperation withSigningKey(PublicKey key) {
        Map<String, String> methods = new HashMap<>(verificationMethods);
        methods.put(SIGNING_KEY, key.toDidKey());
        return new PlcOperation(rotationKeys, methods, alsoKnownAs, services, prev);
    }

    /** The same with this handle as the only alias. */
    public PlcOperation withHandle(String handle) {
        return new PlcOperation(rotationKeys, verificationMethods, List.of(HANDLE_SCHEME + handle), services, prev);
    }

    /** The same with another server. */
    public PlcOperation withPds(String endpoint) {
        Map<String, Service> changed = new HashMap<>(services);
        changed.put(PDS, new Service(PDS_TYPE, endpoint));
        return new PlcOperation(rotationKeys, verificationMethods, alsoKnownAs, changed, prev);
    }

    /** Signs with a rotation key of the operation before, or of this one if it is the first. */
    public SignedPlcOperation sign(PrivateKey rotationKey) {
        return new SignedPlcOperation(this, Base64Url.encode(rotationKey.sign(unsignedDigest())));
    }

    /** The DRISL that a signature covers: all fields but {@code sig}. */
    public byte[] unsignedBytes() {
        return CborValue.of(fields()).encode();
    }

    /** What is signed: the SHA-256 of {@link #unsignedBytes()}. */
    byte[] unsignedDigest() {
        byte[] unsigned = unsignedBytes();
        return new Sha256().hash(unsigned, 0, unsigned.length);
    }

    /** The fields but {@code sig}. {@code prev} is text here, not a link. */
    Map<String, CborValue> fields() {
        Map<String, CborValue> serviceMaps = new HashMap<>();
        services.forEach((id, service) -> serviceMaps.put(
                id,
                CborValue.of(
                        Map.of("type", CborValue.of(service.type()), "endpoint", CborValue.of(service.endpoint())))));
        Map<String, CborValue> methods = new HashMap<>();
        verificationMethods.forEach((id, key) -> methods.put(id, CborValue.of(key)));
        Map<String, CborValue> fields = new HashMap<>();
        fields.put("type", CborValue.of(TYPE));
        fields.put("rotationKeys", texts(rotationKeys));
        fields.put("verificationMethods", CborValue.of(methods));
        fields.put("alsoKnownAs", texts(alsoKnownAs));
        fields.put("services", CborValue.of(serviceMaps));
        fields.put("prev", prev == null ? CborValue.ofNull() : CborValue.of(prev.toString()));
        return fields;
    }

    private static CborValue texts(List<String> texts) {
        List<CborValue> items = new ArrayList<>();
        for (String text : texts) {
            items.add(CborValue.of(text));
        }
        return CborValue.of(items);
    }
}
