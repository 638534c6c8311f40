package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocuments;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import dev.sigwatch.atproto.syntax.Did;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A did:plc as its directory knows it: signed operations, and what is served of them. Immutable; a change is another identity.
 *
 * @see <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc specification</a>
 */
final class PlcIdentity {
    /** Nobody listens there. */
    static final URI NO_PDS = URI.create("https://pds.example.com");

    private final Did did;
    private final List<Entry> entries;

    private record Entry(SignedPlcOperation signed, String createdAt) {}

    private PlcIdentity(Did did, List<Entry> entries) {
        this.did = did;
        this.entries = List.copyOf(entries);
    }

    /**
     * Creates a DID by signing its first operation.
     *
     * @param signingKey did:key published for signing commits, null to publish none
     * @param pds origin of the account's server
     * @param at when the directory accepted it, as a datetime string
     */
    static PlcIdentity create(String handle, @Nullable String signingKey, URI pds, PrivateKey rotationKey, String at) {
        SignedPlcOperation genesis = new PlcOperation(
                        List.of(rotationKey.publicKey().toDidKey()),
                        signingKey == null ? Map.of() : Map.of("atproto", signingKey),
                        List.of("at://" + handle),
                        Map.of("atproto_pds", new PlcOperation.Service("AtprotoPersonalDataServer", pds.toString())),
                        null)
                .sign(rotationKey);
        return new PlcIdentity(genesis.deriveDid(), List.of(new Entry(genesis, at)));
    }

    /** Publishes another signing key. */
    PlcIdentity rotated(PublicKey newSigningKey, PrivateKey rotationKey, String at) {
        SignedPlcOperation head = last();
        SignedPlcOperation update =
                head.operation().after(head.cid()).withSigningKey(newSigningKey).sign(rotationKey);
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(update, at));
        return new PlcIdentity(did, more);
    }

    Did did() {
        return did;
    }

    /** {@code /DID}: the document, as the directory renders the last operation. */
    byte[] document() {
        return utf8(DidDocuments.render(did, last().operation()));
    }

    /** {@code /DID/log}: the operations alone. */
    byte[] operations() {
        return utf8(entries.stream().map(entry -> entry.signed.toJson()).collect(Collectors.joining(",", "[", "]")));
    }

    /** {@code /DID/log/last}. */
    byte[] lastOperation() {
        return utf8(last().toJson());
    }

    /** {@code /DID/log/audit}: every operation with its CID and when it was accepted. */
    byte[] auditLog() {
        return utf8(entries.stream().map(this::auditEntry).collect(Collectors.joining(",", "[", "]")));
    }

    private String auditEntry(Entry entry) {
        return "{\"did\":\"" + did + "\",\"operation\":" + entry.signed.toJson() + ",\"cid\":\"" + entry.signed.cid()
                + "\",\"nullified\":false,\"createdAt\":\"" + entry.createdAt + "\"}";
    }

    private SignedPlcOperation last() {
        return entries.get(entries.size() - 1).signed;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
