package dev.sigwatch.sink;

import org.jspecify.annotations.Nullable;

/** ClickHouse could not be started, reached or made to answer; the message is one line that says what to do. */
public final class ClickHouseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    private ClickHouseException(String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** The same call may succeed later: the server is away, starting or overloaded. */
    public static ClickHouseException retryable(String message, @Nullable Throwable cause) {
        return new ClickHouseException(message, true, cause);
    }

    /** The same call will fail again until somebody changes something. */
    public static ClickHouseException permanent(String message, @Nullable Throwable cause) {
        return new ClickHouseException(message, false, cause);
    }

    /** As {@link #permanent(String, Throwable)}, where nothing was thrown. */
    public static ClickHouseException permanent(String message) {
        return new ClickHouseException(message, false, null);
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return retryable;
    }
}
