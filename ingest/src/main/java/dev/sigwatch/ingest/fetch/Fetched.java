package dev.sigwatch.ingest.fetch;

import dev.sigwatch.audit.stream.IdentityObservation.Tls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a GET: an HTTP answer, whatever its status, or the reason why there is none. */
public sealed interface Fetched {

    /**
     * An HTTP answer.
     *
     * @param status the status code; never a redirect
     * @param body the body as sent, never decoded; empty where it was downloaded
     * @param retryAfter the {@code Retry-After} header as a delay, null where absent or unreadable
     * @param tls by what the host proved its name, null without TLS
     */
    record Answer(
            int status,
            byte[] body,
            @Nullable Duration retryAfter,
            @Nullable Tls tls) implements Fetched {
        /** An answer whose proof of name does not matter. */
        public Answer(int status, byte[] body, @Nullable Duration retryAfter) {
            this(status, body, retryAfter, null);
        }

        /** Whether the status is 2xx. */
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    /**
     * No answer that may be used.
     *
     * @param cause what kind of failure, for counting
     * @param reason one line for people, naming the host
     * @param location where a redirect that is not followed leads, as sent; empty otherwise
     */
    record Failure(Cause cause, String reason, String location) implements Fetched {
        /** A failure that is no redirect. */
        public Failure(Cause cause, String reason) {
            this(cause, reason, "");
        }
    }

    /** Why there is no answer. */
    enum Cause {
        /** The scheme or the address is not one we may reach. */
        FORBIDDEN,
        /** The name has no address; it may exist later or not at all. */
        NO_ADDRESS,
        /** The server sent us to another origin, or too often round its own. */
        REDIRECTED,
        /** The body is longer than we read. */
        TOO_LARGE,
        /** Too slow. */
        TIMEOUT,
        /** What came could not be written down here. */
        UNSTORED,
        /** The connection, TLS or HTTP failed. */
        BROKEN
    }
}
