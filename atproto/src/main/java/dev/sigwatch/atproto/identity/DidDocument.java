package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the network reads from a DID document: the signing key, the PDS and the claimed handles, and what is wrong with them, per
 * <a href="https://atproto.com/specs/did#did-documents">the DID specification</a>. Any JSON object is a document; a bad one is one
 * with problems.
 */
public final class DidDocument {
    /** Why a document gives no key or no PDS, or gives different ones to different readers. */
    public enum Problem {
        /** {@code id} is not the DID asked for. Nothing else of such a document is read. */
        ID_MISMATCH,
        /** No {@code #atproto} verification method of this DID and under its control. */
        NO_KEY,
        /** There is one, but of a type or a curve that the network does not sign with. */
        KEY_UNSUPPORTED,
        /** There is one of a supported type, but its key cannot be read. */
        KEY_MALFORMED,
        /** No {@code #atproto_pds} service with the URL of a server. */
        NO_PDS,
        /** The two reference implementations, indigo and TypeScript, do not both read the key that the specification names. */
        AMBIGUOUS
    }

    private final Did did;
    private final @Nullable PublicKey signingKey;
    private final @Nullable URI pds;
    private final List<Handle> handles;
    private final Set<Problem> problems;

    private DidDocument(
            Did did,
            @Nullable PublicKey signingKey,
            @Nullable URI pds,
            List<Handle> handles,
            EnumSet<Problem> problems) {
        this.did = did;
        this.signingKey = signingKey;
        this.pds = pds;
        this.handles = List.copyOf(handles);
        this.problems = Set.copyOf(problems);
    }

    /**
     * Reads a document.
     *
     * @param json at most 1 MiB
     * @param expected the DID that was asked for
     * @throws MalformedException if it is not JSON, not an object, or beyond a bound
     */
    public static DidDocument parse(byte[] json, Did expected) {
        JsonNode document = BoundedJson.read(json);
        if (!document.isObject()) {
            throw new MalformedException(0, "DID document: not a JSON object");
        }
        EnumSet<Problem> problems = EnumSet.noneOf(Problem.class);
        if (!expected.value().equals(BoundedJson.text(document, "id"))) {
            problems.add(Problem.ID_MISMATCH);
            return new DidDocument(expected, null, null, List.of(), problems);
        }
        SigningKeyReading key = SigningKeyReading.of(document, expected);
        if (key.problem() != null) {
            problems.add(key.problem());
        }
        if (key.isAmbiguous()) {
            problems.add(Problem.AMBIGUOUS);
        }
        URI pds = PdsEndpoint.find(document, expected);
        if (pds == null) {
            problems.add(Problem.NO_PDS);
        }
        return new DidDocument(expected, key.key(), pds, handles(document), problems);
    }

    /** The DID that was asked for. */
    public Did did() {
        return did;
    }

    /** The key that signs the account's commits. */
    public Optional<PublicKey> signingKey() {
        return Optional.ofNullable(signingKey);
    }

    /** The account's server, {@code https://host[:port]} and nothing more; plain http only where the host is loopback. */
    public Optional<URI> pds() {
        return Optional.ofNullable(pds);
    }

    /** The account's handle as claimed here: the first well-formed one. Whether it is true, its domain says. */
    public Optional<Handle> handle() {
        return handles.stream().findFirst();
    }

    /** All well-formed handles of {@code alsoKnownAs}, in the document's order. */
    public List<Handle> handles() {
        return handles;
    }

    /** What is wrong with the document; empty for a good one. Immutable. */
    public Set<Problem> problems() {
        return problems;
    }

    private static List<Handle> handles(JsonNode document) {
        List<Handle> handles = new ArrayList<>();
        for (JsonNode alias : document.path("alsoKnownAs")) {
            if (alias.isTextual() && alias.textValue().startsWith(PlcOperation.HANDLE_SCHEME)) {
                Handle.tryParse(alias.textValue().substring(PlcOperation.HANDLE_SCHEME.length()))
                        .ifPresent(handles::add);
            }
        }
        return handles;
    }
}
