package dev.sigwatch.sink;

/**
 * How an insert ended. Only {@link Kind#INSERTED} is certain: after the other two the rows may be there or not, and inserting the
 * same batch again is right in both cases.
 *
 * @param kind what to do next
 * @param reason one line, empty if inserted
 */
public record InsertResult(Kind kind, String reason) {

    /** What to do next. */
    public enum Kind {
        /** The rows are there, now or since an earlier attempt. */
        INSERTED,
        /** The server is away, starting or overloaded: insert the same batch again later. */
        RETRY,
        /** The server will refuse it again until somebody changes something: rights, schema or settings. */
        REFUSED
    }

    static final InsertResult OK = new InsertResult(Kind.INSERTED, "");
}
