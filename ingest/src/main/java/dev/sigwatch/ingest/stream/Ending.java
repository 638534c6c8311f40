package dev.sigwatch.ingest.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a connection ended. */
public sealed interface Ending {
    /** One line for people. */
    String describe();

    /** The upgrade was answered with another status than 101. */
    record Refused(int status, @Nullable Duration retryAfter, String location) implements Ending {
        @Override
        public String describe() {
            return "the upgrade was answered with HTTP " + status
                    + (location.isEmpty() ? "" : ", redirecting to " + location + " (not followed; give that URL)")
                    + (retryAfter == null ? "" : ", retry after " + retryAfter.toSeconds() + " s");
        }
    }

    /** The host sent an error frame. */
    record ErrorFrame(String name) implements Ending {
        @Override
        public String describe() {
            return "the host reported " + name;
        }
    }

    /** The connection was closed, broke, or could not be made. */
    record Closed(int code, String reason) implements Ending {
        @Override
        public String describe() {
            return "closed with code " + code + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /** Nothing was heard for too long. */
    record Silent() implements Ending {
        @Override
        public String describe() {
            return "nothing heard, not even a pong";
        }
    }

    /** Our own log took nothing more. */
    record LogReset() implements Ending {
        @Override
        public String describe() {
            return "the frame log was opened again";
        }
    }
}
