package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.UnsupportedKeyException;
import dev.sigwatch.atproto.identity.DidDocument.Problem;
import dev.sigwatch.atproto.syntax.Did;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The signing key of a DID document: the first valid {@code #atproto} verification method that names this DID and is controlled
 * by it. The reference implementations take the first that looks right to them and then stop, each by its own look, so on a
 * crafted document they may see another key or none; those readings are made too and compared.
 *
 * @param key the key, null if none is valid
 * @param problem why there is no key, null if there is one
 * @param isAmbiguous whether a reference implementation reads another key, or only one of the three reads one
 */
record SigningKeyReading(@Nullable PublicKey key, @Nullable Problem problem, boolean isAmbiguous) {
    /** Most {@code #atproto} methods looked at, our bound on the curve arithmetic one document can cause. PLC allows 10 in all. */
    static final int MAX_CANDIDATES = 16;

    private static final String FRAGMENT = "#atproto";

    /** A compressed point takes 46 characters with its {@code z}, an uncompressed one 88 or 89. */
    private static final int LEGACY_COMPRESSED_BELOW = 60;

    static SigningKeyReading of(JsonNode document, Did did) {
        List<Candidate> candidates = candidates(document, did);
        Attempt specified = specified(candidates);
        boolean isAmbiguous = !Objects.equals(specified.key, firstInIndigo(candidates))
                || !Objects.equals(specified.key, firstInTypeScript(candidates));
        return new SigningKeyReading(specified.key, specified.problem, isAmbiguous);
    }

    /** The first that is valid; failing that, the problem of the first. */
    private static Attempt specified(List<Candidate> candidates) {
        Attempt first = null;
        for (Candidate candidate : candidates) {
            if (candidate.namesDid && candidate.isControlled) {
                if (candidate.attempt.key != null) {
                    return candidate.attempt;
                }
                first = first == null ? candidate.attempt : first;
            }
        }
        return first == null ? new Attempt(null, Problem.NO_KEY) : first;
    }

    /** indigo: any DID before the fragment, controller checked, and no compressed points under the legacy P-256 type. */
    private static @Nullable PublicKey firstInIndigo(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (candidate.isControlled) {
                return candidate.isLegacyP256Compressed ? null : candidate.attempt.key;
            }
        }
        return null;
    }

    /** TypeScript: this DID or none before the fragment, controller ignored. */
    private static @Nullable PublicKey firstInTypeScript(List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (candidate.namesDid) {
                return candidate.attempt.key;
            }
        }
        return null;
    }

    private static List<Candidate> candidates(JsonNode document, Did did) {
        List<Candidate> candidates = new ArrayList<>();
        for (JsonNode method : document.path("verificationMethod")) {
            String id = BoundedJson.text(method, "id");
            if (id != null && id.endsWith(FRAGMENT) && id.indexOf('#') == id.length() - FRAGMENT.length()) {
                candidates.add(candidate(method, id, did));
                if (candidates.size() == MAX_CANDIDATES) {
                    break;
                }
            }
        }
        return candidates;
    }

    private static Candidate candidate(JsonNode method, String id, Did did) {
        String type = BoundedJson.text(method, "type");
        String multibase = BoundedJson.text(method, "publicKeyMultibase");
        boolean isLegacyP256Compressed = Curve.P256.legacyType().equals(type)
                && multibase != null
                && multibase.length() < LEGACY_COMPRESSED_BELOW;
        return new Candidate(
                id.equals(FRAGMENT) || id.equals(did.value() + FRAGMENT),
                did.value().equals(BoundedJson.text(method, "controller")),
                isLegacyP256Compressed,
                read(type, multibase));
    }

    private static Attempt read(@Nullable String type, @Nullable String multibase) {
        if (type == null || multibase == null) {
            return new Attempt(null, Problem.KEY_MALFORMED);
        }
        try {
            if (type.equals("Multikey")) {
                return new Attempt(PublicKey.parseMultikey(multibase), null);
            }
            for (Curve curve : Curve.values()) {
                if (type.equals(curve.legacyType())) {
                    return new Attempt(PublicKey.parseLegacy(curve, multibase), null);
                }
            }
            return new Attempt(null, Problem.KEY_UNSUPPORTED);
        } catch (UnsupportedKeyException otherCurve) {
            return new Attempt(null, Problem.KEY_UNSUPPORTED);
        } catch (MalformedException unreadable) {
            return new Attempt(null, Problem.KEY_MALFORMED);
        }
    }

    /** A verification method with the fragment, and whether its id and its controller are this DID. */
    private record Candidate(boolean namesDid, boolean isControlled, boolean isLegacyP256Compressed, Attempt attempt) {}

    /** Exactly one of the two is there. */
    private record Attempt(
            @Nullable PublicKey key, @Nullable Problem problem) {}
}
