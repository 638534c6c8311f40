package dev.sigwatch.ingest.log;

/** The journal failed. */
final class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    enum Remedy {
        /** Try again: the outside world may have mended. */
        RETRY,
        /** Another writer took over; trying again shuts that one out in turn, so only a few times. */
        FENCED,
        /** Nothing will change until the operator changes something. */
        GIVE_UP
    }

    private final Remedy remedy;

    JournalException(Remedy remedy, String message, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    Remedy remedy() {
        return remedy;
    }
}
