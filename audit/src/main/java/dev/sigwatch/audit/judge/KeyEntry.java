package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.KeyPeriod;
import org.jspecify.annotations.Nullable;

/**
 * What the directory served for a DID over one interval of our observations.
 *
 * @param firstObserved microseconds since the epoch
 * @param lastObserved microseconds since the epoch, not before {@code firstObserved}
 * @param key did:key, empty where the answer held no usable key
 * @param curve the key's curve, null without a key
 * @param point the key's uncompressed point, the form native libraries verify fastest with; empty without a key
 * @param source what named the key: the CID of the operation, or the hash of the document; else the kind of answer
 * @param problem why there is no key, or a remark about it; null where all is well
 */
public record KeyEntry(
        long firstObserved,
        long lastObserved,
        String key,
        @Nullable Curve curve,
        byte[] point,
        String source,
        @Nullable FindingCode problem) {

    private static final byte[] NO_POINT = {};

    static KeyEntry of(PublicKey key, long observedAt, String source, @Nullable FindingCode remark) {
        return new KeyEntry(observedAt, observedAt, key.toDidKey(), key.curve(), key.uncompressed(), source, remark);
    }

    /** A key by the operation that set it. */
    static KeyEntry of(KeyPeriod period) {
        return new KeyEntry(
                period.from(), period.from(), period.key(), period.curve(), period.point(), period.operation(), null);
    }

    /** The same answer, named by the operation that set its key. */
    KeyEntry setBy(String operation) {
        return new KeyEntry(firstObserved, lastObserved, key, curve, point, operation, problem);
    }

    static KeyEntry without(FindingCode problem, long observedAt, String source) {
        return new KeyEntry(observedAt, observedAt, "", null, NO_POINT, source, problem);
    }

    /** The key, ready to verify with; null where there is none. */
    @Nullable
    PublicKey publicKey() {
        return curve == null ? null : PublicKey.ofPoint(curve, point);
    }

    KeyEntry seenAgain(long observedAt) {
        return new KeyEntry(
                Math.min(firstObserved, observedAt),
                Math.max(lastObserved, observedAt),
                key,
                curve,
                point,
                source,
                problem);
    }
}
