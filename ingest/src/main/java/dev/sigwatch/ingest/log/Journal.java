package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.Frame;

/**
 * Where frames, cursors, publishers and counts are written, in transactions: all of one, or none of it. One thread.
 *
 * <p>After any failure a journal is closed and a new one opened; {@link #recover} then says what really was committed.
 */
interface Journal extends AutoCloseable {
    /** Shuts out earlier writers, decides their unfinished transaction, and reads what is there. */
    Recovered recover() throws JournalException;

    /** Writes a frame into the transaction under way. */
    void write(String key, Frame frame) throws JournalException;

    /** Writes the changes and commits; on return everything written since the last commit is there for good. */
    void commit(Changes changes) throws JournalException;

    /** Lets go without waiting; what is not committed is forgotten. */
    @Override
    void close();
}
