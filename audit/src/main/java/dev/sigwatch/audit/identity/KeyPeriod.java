package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A signing key by the operation of the directory's log that set it, and how that ended, on two axes: as the directory served it
 * at the time, and as the log has it now. Times are the directory's, microseconds since the epoch; {@link #OPEN} for not yet.
 *
 * @param operation CID of the operation
 * @param key did:key; empty where the operation sets no usable key, such as a tombstone
 * @param curve the key's curve, null without a key
 * @param point the key's uncompressed point, empty without a key
 * @param signerIndex place among the rotation keys of the one that signed the operation, 0 for the strongest
 * @param from when the directory took the operation
 * @param servedUntil when it took the next one, whichever came of that
 * @param validUntil when it took the next one that was not undone; {@code from} where this one itself was undone; {@link #NEVER} where
 *     it breaks a rule, so that its key never was the DID's
 * @param nullifiedAt when it took what undid this one
 */
public record KeyPeriod(
        String operation,
        String key,
        @Nullable Curve curve,
        byte[] point,
        int signerIndex,
        long from,
        long servedUntil,
        long validUntil,
        long nullifiedAt) {

    /** Later than any time. */
    public static final long OPEN = Long.MAX_VALUE;

    /** Earlier than any time. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Whether a recovery undid the operation. */
    public boolean isNullified() {
        return nullifiedAt != OPEN;
    }

    /** The key, ready to verify with; null where there is none. */
    public @Nullable PublicKey publicKey() {
        return curve == null ? null : PublicKey.ofPoint(curve, point);
    }
}
