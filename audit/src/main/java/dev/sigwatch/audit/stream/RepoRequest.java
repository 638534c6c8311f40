package dev.sigwatch.audit.stream;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A question to the fetcher: take this repository's whole export.
 *
 * @param after microseconds since the epoch; only an export taken at or after it answers the question
 * @param minRev revision the export should have reached, empty where any will do; an older one is reported all the same
 */
public record RepoRequest(String did, Reason reason, long after, String minRev) {

    /** Why an export is wanted. */
    public enum Reason {
        /** A publisher the scope has just taken in. */
        PUBLISHER("publisher"),
        /** First commit of a DID whose past is unknown. */
        FIRST_SEEN("first-seen"),
        /** A commit does not follow on the one before. */
        CHAIN_BROKEN("chain-broken"),
        /** A commit's operations could not be proven. */
        TREE_UNPROVEN("tree-unproven"),
        /** A {@code #sync} announced a state that nothing led to. */
        SYNC("sync");

        private final String wireName;

        Reason(String wireName) {
            this.wireName = wireName;
        }

        /** The name in headers, metrics and tables. */
        public String wireName() {
            return wireName;
        }

        /**
         * The reason with a wire name.
         *
         * @throws IllegalStateException for any other name: such a record was not written by this program
         */
        public static Reason ofWireName(String name) {
            return Arrays.stream(values())
                    .filter(candidate -> candidate.wireName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no repository request reason " + name));
        }
    }

    /** Headers of the Kafka record, name to bytes; its key is the DID, its value empty. */
    public Map<String, byte[]> headers() {
        return new Headers()
                .text("did", did)
                .text("reason", reason.wireName)
                .number("after", after)
                .text("min_rev", minRev)
                .toMap();
    }

    /**
     * Rebuilds a request from a Kafka record.
     *
     * @throws IllegalStateException if a header is missing: such a record was not written by this program
     */
    public static RepoRequest fromRecord(Function<String, byte @Nullable []> headers) {
        return new RepoRequest(
                Headers.text(headers, "did"),
                Reason.ofWireName(Headers.text(headers, "reason")),
                Headers.number(headers, "after"),
                Headers.text(headers, "min_rev"));
    }
}
