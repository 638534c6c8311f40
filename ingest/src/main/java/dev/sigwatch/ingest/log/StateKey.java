package dev.sigwatch.ingest.log;

/**
 * A key of the state topic: {@code cursor/SOURCE}, {@code publisher/DID} or {@code forwarded/HOST}.
 *
 * @param name a source, DID or host
 */
record StateKey(Kind kind, String name) {
    enum Kind {
        CURSOR("cursor/"),
        PUBLISHER("publisher/"),
        FORWARDED("forwarded/");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    String text() {
        return kind.prefix + name;
    }

    /**
     * Reads a key.
     *
     * @throws IllegalStateException for any other: such a record was not written by ingest
     */
    static StateKey parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                return new StateKey(kind, text.substring(kind.prefix.length()));
            }
        }
        throw new IllegalStateException("no state key of ours: " + text);
    }
}
