package dev.sigwatch.atproto.identity;

/**
 * What is wrong with an operation of a log.
 *
 * @param detail what exactly, for people; quotes what the log says
 */
public record PlcProblem(Kind kind, String detail) {
    /** Longest detail: it quotes text that strangers choose. */
    public static final int MAX_DETAIL = 200;

    public PlcProblem {
        if (detail.length() > MAX_DETAIL) {
            detail = detail.substring(0, MAX_DETAIL);
        }
    }

    /** Which rule of <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc</a> is broken. */
    public enum Kind {
        /** A field is absent, of the wrong type, or of a type that has no such field. The directory's own fields included. */
        FIELDS(true),
        /** A field that operations of its type do not have. */
        UNKNOWN_FIELDS(true),
        /** The entry is filed under another DID than the log's. */
        OTHER_DID(true),
        /** The first operation does not hash to the DID. */
        GENESIS_HASH(true),
        /** The operation does not hash to the CID it is served under. Later ones name the true hash, so it counts all the same. */
        CID_MISMATCH(false),
        /** {@code prev} is none of the operations before it. */
        PREV_UNKNOWN(true),
        /** {@code prev} had been undone. */
        PREV_NULLIFIED(true),
        /** {@code prev} is a tombstone. */
        AFTER_TOMBSTONE(true),
        /** No key that may sign at this place signed the operation. */
        SIG_INVALID(true),
        /** {@code sig} is not strict base64url of a 64-byte signature with a low S. */
        SIG_ENCODING(true),
        /** A recovery more than 72 hours after the first operation that it displaces. */
        LATE_RECOVERY(true),
        /** Not later than the operation before it, by the directory's clock. The directory does not check that, so it counts. */
        TIME_ORDER(false),
        /** The directory's {@code nullified} is neither what the rules give nor what its own order of operations gives. */
        NULLIFIED_FLAG(false),
        /** A limit of the specification that the directory does not hold. */
        SOFT_LIMIT(false);

        private final boolean isFatal;

        Kind(boolean isFatal) {
            this.isFatal = isFatal;
        }

        /** Whether an operation with it has no place in the history: it neither sets nor undoes anything. */
        public boolean isFatal() {
            return isFatal;
        }
    }
}
