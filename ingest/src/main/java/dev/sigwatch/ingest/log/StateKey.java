package dev.sigwatch.ingest.log;

/**
 * A key of the state topic: {@code cursor/SOURCE}, {@code publisher/DID}, {@code forwarded/HOST} or {@code feed/DIRECTORY}.
 *
 * @param name a source, DID, host or directory
 */
public record StateKey(Kind kind, String name) {
    /** What is kept. */
    public enum Kind {
        /** Where a relay's stream goes on. */
        CURSOR("cursor/"),
        /** When a publisher became one. */
        PUBLISHER("publisher/"),
        /** The newest frames forwarded of a host. */
        FORWARDED("forwarded/"),
        /** How far a directory's export feed is read; written by who follows it, not by the log. */
        FEED("feed/");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** The record's key. */
    public String text() {
        return kind.prefix + name;
    }

    /**
     * Reads a key.
     *
     * @throws IllegalStateException for any other: such a record was not written by ingest
     */
    public static StateKey parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                return new StateKey(kind, text.substring(kind.prefix.length()));
            }
        }
        throw new IllegalStateException("no state key of ours: " + text);
    }
}
