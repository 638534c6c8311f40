package dev.sigwatch.audit.policy;

/**
 * A change somebody announced: exactly this object of exactly this DID. Patterns are not possible, so that nobody but who announced it
 * can make what it matches.
 *
 * @param subject of which kind the value is
 * @param value a did:key, an operation's CID, or a server's origin
 * @param from microseconds since the epoch
 * @param until microseconds since the epoch, inclusive
 * @param line where it stands
 */
public record Expectation(
        String did, Subject subject, String value, long from, long until, String who, String why, int line) {
    /** What can be expected. */
    public enum Subject {
        /** A new signing key, or the one new rotation key. */
        KEY("key"),
        /** An operation of the directory, or a did:web document by its hash. */
        OPERATION("operation"),
        /** A new server. */
        PDS("pds");

        private final String wireName;

        Subject(String wireName) {
            this.wireName = wireName;
        }

        /** The field's name. */
        public String wireName() {
            return wireName;
        }
    }

    /** Who expected it and why, as alerts say it. */
    public String text() {
        return who + ": " + why;
    }
}
