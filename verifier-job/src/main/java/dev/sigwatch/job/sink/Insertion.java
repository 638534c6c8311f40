package dev.sigwatch.job.sink;

import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.RowBatch;

/** Inserts a batch whole, or not at all; a batch whose token was seen before is dropped. */
public interface Insertion extends AutoCloseable {
    /** Inserts, once: what to do when it fails is the caller's. */
    InsertResult insert(RowBatch batch) throws InterruptedException;

    @Override
    void close();
}
