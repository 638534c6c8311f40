package dev.sigwatch.atproto.identity;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.PlcProblem.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out which rotation key signed an operation. Remembers the keys it read, and lives as long as one replay. */
final class PlcSignature {
    /** Most rotation keys tried, the directory's limit: nobody can make us verify more signatures than it takes keys. */
    static final int MAX_KEYS = 10;

    /** The signature that anyone can derive from a valid one. */
    static final PlcProblem HIGH_S = encoding("high S");

    private static final byte[] NONE = {};

    private final SignatureVerifier verifier;
    private final Map<String, Optional<PublicKey>> read = new HashMap<>();
    private String last = "";

    PlcSignature(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Who signed.
     *
     * @param index place of the key, {@link PlcStep#NONE} if it was none of them
     * @param key as {@code did:key}, empty if it was none of them
     * @param problems what is wrong with the signature's form
     */
    record Signer(int index, String key, List<PlcProblem> problems) {}

    /**
     * Finds the strongest key that signed. The one that signed last is tried first, since it mostly signs again: no signature holds
     * under two keys that were chosen before what it signs, for the two would have to add up to a multiple of its digest.
     */
    Signer signer(LoggedOperation operation, List<String> keys) {
        byte[] signature = NONE;
        PlcProblem problem = null;
        try {
            signature = Base64Url.decode(operation.sig());
            SignatureForm form = SignatureForm.of(signature);
            if (form != SignatureForm.OK) {
                problem = encoding(form == SignatureForm.DER ? "DER" : signature.length + " bytes");
            }
        } catch (MalformedException e) {
            problem = encoding(e.rule());
        }
        if (problem != null || operation.digest().length == 0) {
            return new Signer(PlcStep.NONE, "", problem == null ? List.of() : List.of(problem));
        }
        List<String> tried = keys.subList(0, Math.min(keys.size(), MAX_KEYS));
        int again = tried.indexOf(last);
        if (again >= 0 && verifies(last, operation, signature)) {
            return new Signer(again, last, List.of());
        }
        for (int i = 0; i < tried.size(); i++) {
            if (i != again && verifies(tried.get(i), operation, signature)) {
                last = tried.get(i);
                return new Signer(i, last, List.of());
            }
        }
        if (SignatureForm.isDer(signature)) {
            return new Signer(PlcStep.NONE, "", List.of(encoding("DER")));
        }
        boolean isHigh =
                keys.stream().limit(MAX_KEYS).anyMatch(key -> isHighTwin(key, operation.digest(), operation.sig()));
        return new Signer(PlcStep.NONE, "", isHigh ? List.of(HIGH_S) : List.of());
    }

    private boolean verifies(String didKey, LoggedOperation operation, byte[] signature) {
        PublicKey key = key(didKey);
        return key != null && verifier.verify(key, operation.digest(), signature);
    }

    private boolean isHighTwin(String didKey, byte[] digest, String sig) {
        PublicKey key = key(didKey);
        byte[] signature = Base64Url.decode(sig);
        return key != null
                && SignatureForm.of(key.curve(), signature) == SignatureForm.HIGH_S
                && verifier.verify(key, digest, SignatureForm.twin(key.curve(), signature));
    }

    /** A key of another kind signs nothing. */
    private @Nullable PublicKey key(String didKey) {
        return read.computeIfAbsent(didKey, PlcSignature::parse).orElse(null);
    }

    private static Optional<PublicKey> parse(String didKey) {
        try {
            return Optional.of(PublicKey.parseDidKey(didKey));
        } catch (MalformedException otherKind) {
            return Optional.empty();
        }
    }

    private static PlcProblem encoding(String detail) {
        return new PlcProblem(Kind.SIG_ENCODING, detail);
    }
}
