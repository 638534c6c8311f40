package dev.sigwatch.audit.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A document that people keep and alerts follow, as it was published: loaded without errors, verbatim. An empty text is a document
 * without entries.
 *
 * @param source the file's name, and who changed it where that is known
 * @param publishedAt microseconds since the epoch
 */
public record PolicyText(Kind kind, String text, String source, long publishedAt) {

    /** Which document. */
    public enum Kind {
        /** Whom to watch closely, and which keys are revoked. */
        WATCHLIST("watchlist"),
        /** Which changes are expected. */
        EXPECTATIONS("expectations"),
        /** Whose images count where. */
        TRUST("trust");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The name in record keys and messages. */
        public String wireName() {
            return wireName;
        }

        /**
         * The kind with a wire name.
         *
         * @throws IllegalArgumentException for any other name
         */
        public static Kind ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no policy document " + name));
        }
    }

    /** Headers of the Kafka record, name to bytes; its key is the kind's wire name, its value the text. */
    public Map<String, byte[]> headers() {
        return new Headers()
                .text("kind", kind.wireName)
                .text("source", source)
                .number("published_at", publishedAt)
                .toMap();
    }

    /**
     * Rebuilds a document from a Kafka record.
     *
     * @throws IllegalStateException if a header is missing: such a record was not written by us
     */
    public static PolicyText fromRecord(Function<String, byte @Nullable []> headers, byte[] value) {
        return new PolicyText(
                Kind.ofWireName(Headers.text(headers, "kind")),
                new String(value, StandardCharsets.UTF_8),
                Headers.text(headers, "source"),
                Headers.number(headers, "published_at"));
    }
}
