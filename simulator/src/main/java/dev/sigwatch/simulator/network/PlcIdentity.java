package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cid.Base32;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.DidDocuments;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.syntax.Did;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A did:plc as its directory knows it: signed operations, and what is served of them. Immutable; a change is another identity.
 * Nothing is refused: whether an operation breaks a rule is for others to find.
 *
 * @see <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc specification</a>
 */
final class PlcIdentity {
    /** Nobody listens there. */
    static final URI NO_PDS = URI.create("https://pds.example.com");

    /** Bytes of the first operation's hash that a DID shows. */
    private static final int DID_BYTES = 15;

    private final Did did;
    private final List<PlcEntry> entries;

    private PlcIdentity(Did did, List<PlcEntry> entries) {
        this.did = did;
        this.entries = List.copyOf(entries);
    }

    /**
     * Creates a DID by signing its first operation.
     *
     * @param rotationKeys did:keys, strongest first
     * @param signingKey did:key published for signing commits, null to publish none
     * @param pds origin of the account's server
     * @param signer one of the rotation keys
     * @param at when the directory accepted it
     */
    static PlcIdentity create(
            String handle,
            @Nullable String signingKey,
            URI pds,
            List<String> rotationKeys,
            PrivateKey signer,
            Instant at) {
        PlcOperation genesis = new PlcOperation(
                rotationKeys,
                signingKey == null ? Map.of() : Map.of("atproto", signingKey),
                List.of("at://" + handle),
                Map.of("atproto_pds", new PlcOperation.Service("AtprotoPersonalDataServer", pds.toString())),
                null);
        return founded(PlcEntry.of(genesis.sign(signer), at));
    }

    /** The identity that a first operation, of any type, founds. */
    static PlcIdentity founded(PlcEntry genesis) {
        byte[] hash = Arrays.copyOf(Cid.parse(genesis.cid()).digest(), DID_BYTES);
        return new PlcIdentity(new Did("did:plc:" + Base32.encode(hash)), List.of(genesis));
    }

    /** Changes what the identity says, after its last operation. */
    PlcIdentity changed(UnaryOperator<PlcOperation> change, PrivateKey signer, Instant at) {
        return changedAfter(entries.indexOf(head()), change, signer, at);
    }

    /** Changes what the identity said after the operation at {@code index}, displacing all that came after it. */
    PlcIdentity changedAfter(int index, UnaryOperator<PlcOperation> change, PrivateKey signer, Instant at) {
        PlcEntry prev = entries.get(index);
        PlcOperation state = stateAt(index);
        PlcOperation next = change.apply(state.after(Cid.parse(prev.cid())));
        return with(PlcEntry.of(next.sign(signer), at));
    }

    /** Gives the DID up. */
    PlcIdentity tombstoned(PrivateKey signer, Instant at) {
        return with(RawPlcOperation.tombstone(head().cid(), signer, at));
    }

    /** Adds an operation, and has it displace what followed the operation that it follows. */
    PlcIdentity with(PlcEntry next) {
        Instant earliest = entries.get(entries.size() - 1).acceptedAt().plusMillis(1);
        PlcEntry added = next.acceptedAt().isBefore(earliest) ? next.acceptedAt(earliest) : next;
        List<PlcEntry> all = new ArrayList<>();
        boolean displaced = false;
        for (PlcEntry entry : entries) {
            all.add(displaced ? entry.nullified(true) : entry);
            displaced |= entry.cid().equals(added.prev());
        }
        all.add(added);
        return new PlcIdentity(did, all);
    }

    /** The same, but for one entry. */
    PlcIdentity with(int index, UnaryOperator<PlcEntry> change) {
        return rewritten(entries -> entries.set(index, change.apply(entries.get(index))));
    }

    /** The same with other entries: what a directory serves that lies. */
    PlcIdentity rewritten(Consumer<List<PlcEntry>> change) {
        List<PlcEntry> changed = new ArrayList<>(entries);
        change.accept(changed);
        return new PlcIdentity(did, changed);
    }

    Did did() {
        return did;
    }

    List<PlcEntry> entries() {
        return entries;
    }

    /** The newest operation that nothing displaced. */
    PlcEntry head() {
        for (int i = entries.size() - 1; i > 0; i--) {
            if (!entries.get(i).nullified()) {
                return entries.get(i);
            }
        }
        return entries.get(0);
    }

    boolean isTombstoned() {
        return head().state() == null;
    }

    /** What the identity says since its last operation, or what it said before it was given up. */
    PlcOperation state() {
        return stateAt(entries.indexOf(head()));
    }

    private PlcOperation stateAt(int index) {
        for (int i = index; i >= 0; i--) {
            PlcOperation state = entries.get(i).state();
            if (state != null) {
                return state;
            }
        }
        throw new IllegalStateException(did + " began with a tombstone");
    }

    /** {@code /DID}: the document, as the directory renders the last operation. */
    byte[] document() {
        return utf8(DidDocuments.render(did, state()));
    }

    /** {@code /DID/log}: the operations alone, without what was displaced. */
    byte[] operations() {
        return utf8(entries.stream()
                .filter(entry -> !entry.nullified())
                .map(PlcEntry::json)
                .collect(Collectors.joining(",", "[", "]")));
    }

    /** {@code /DID/log/last}. */
    byte[] lastOperation() {
        return utf8(head().json());
    }

    /** {@code /DID/log/audit}: every operation with its CID and when it was accepted. */
    byte[] auditLog() {
        return utf8(joined(entry -> entry.auditJson(did.value())));
    }

    private String joined(Function<PlcEntry, String> text) {
        return entries.stream().map(text).collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
