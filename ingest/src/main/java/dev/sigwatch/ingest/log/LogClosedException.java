package dev.sigwatch.ingest.log;

/** The frame log takes nothing more; the message says why. */
public final class LogClosedException extends Exception {
    private static final long serialVersionUID = 1L;

    LogClosedException(String message) {
        super(message);
    }
}
