package dev.sigwatch.atproto.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one operation of a log. All that is needed to go on from it later, without its body or its signature.
 *
 * @param cid of the operation
 * @param prev as written, null for none
 * @param type as written
 * @param acceptedAt when the directory says it took it, microseconds since the epoch; {@link LoggedOperation#NO_TIME} for none
 * @param rotationKeys {@code did:key}s that may sign after it, strongest first; empty for a tombstone
 * @param signerIndex place of the key that signed it among the rotation keys of the operation before; -1 if none of them did
 * @param signerKey that key, empty if there is none
 * @param isInForce whether it keeps the rules, so that it has a place in the history
 * @param nullifiedBy place in the log of the operation that undid it, by the rules; {@link #NONE} while none did
 * @param problems what is wrong with it, by itself and at its place
 */
public record PlcStep(
        String cid,
        @Nullable String prev,
        String type,
        long acceptedAt,
        List<String> rotationKeys,
        int signerIndex,
        String signerKey,
        boolean isInForce,
        int nullifiedBy,
        List<PlcProblem> problems) {
    /** No operation. */
    public static final int NONE = -1;

    /** Whether a recovery undid it. */
    public boolean isNullified() {
        return nullifiedBy != NONE;
    }

    /** Whether it is part of the history as it stands. */
    public boolean isCanonical() {
        return isInForce && !isNullified();
    }

    /** Whether it gives the DID up. */
    public boolean isTombstone() {
        return type.equals(PlcOperation.TOMBSTONE);
    }

    PlcStep nullified(int by) {
        return new PlcStep(cid, prev, type, acceptedAt, rotationKeys, signerIndex, signerKey, isInForce, by, problems);
    }

    PlcStep with(List<PlcProblem> otherProblems) {
        return new PlcStep(
                cid,
                prev,
                type,
                acceptedAt,
                rotationKeys,
                signerIndex,
                signerKey,
                isInForce,
                nullifiedBy,
                otherProblems);
    }
}
