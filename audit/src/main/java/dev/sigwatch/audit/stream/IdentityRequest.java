package dev.sigwatch.audit.stream;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The job's question to the resolver: look at this DID again.
 *
 * @param after microseconds since the epoch; only an observation made at or after it answers the question
 */
public record IdentityRequest(String did, Reason reason, long after) {

    /** Why the job asks. */
    public enum Reason {
        /** No observation of this DID yet. */
        FIRST_SEEN("first-seen"),
        /** A signature failed under the key held. */
        SIGNATURE_FAILED("signature-failed"),
        /** An {@code #identity} event said that something may have changed. */
        IDENTITY_EVENT("identity-event"),
        /** What we hold of the DID does not fit what a feed or another directory says. */
        DOUBT("doubt");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        /** The name in headers and metrics. */
        public String wireName() {
            return wireName;
        }
    }

    /** Headers of the Kafka record, name to bytes; its key is the DID, its value empty. */
    public Map<String, byte[]> headers() {
        return new Headers()
                .text("did", did)
                .text("reason", reason.wireName)
                .number("after", after)
                .toMap();
    }

    /**
     * Rebuilds a request from a Kafka record.
     *
     * @throws IllegalStateException if a header is missing: such a record was not written by the job
     */
    public static IdentityRequest fromRecord(Function<String, byte @Nullable []> headers) {
        String wireName = Headers.text(headers, "reason");
        Reason reason = Arrays.stream(Reason.values())
                .filter(candidate -> candidate.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no identity request reason " + wireName));
        return new IdentityRequest(Headers.text(headers, "did"), reason, Headers.number(headers, "after"));
    }
}
