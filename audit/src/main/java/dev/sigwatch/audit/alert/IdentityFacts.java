package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.List;

/**
 * What an identity says of itself. Texts and lists are empty where it does not say.
 *
 * @param signingKey did:key that signs commits
 * @param rotationKeys did:keys that control it, strongest first; at most {@link #MAX_ROTATION_KEYS}
 * @param pds origin of the account's server
 * @param handle the first claimed
 * @param tlsChain by what a did:web host proved itself, hex
 */
public record IdentityFacts(String signingKey, List<String> rotationKeys, String pds, String handle, String tlsChain) {
    /** What the directory takes; the specification has 5. */
    public static final int MAX_ROTATION_KEYS = 10;

    private static final int MAX_TEXT = 300;

    /** Nothing known. */
    public static final IdentityFacts NONE = new IdentityFacts("", List.of(), "", "", "");

    /** What an operation or document sets. */
    public static IdentityFacts of(JudgedOperation operation) {
        List<String> rotationKeys = operation.rotationKeys().stream()
                .limit(MAX_ROTATION_KEYS)
                .map(IdentityFacts::cut)
                .toList();
        String handle = operation.handles().isEmpty() ? "" : operation.handles().get(0);
        return new IdentityFacts(
                cut(operation.signingKey()),
                rotationKeys,
                cut(operation.pds()),
                cut(handle.replaceAll("[^\\x21-\\x7e]", "?")),
                operation.tlsChain());
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }
}
