package dev.sigwatch.sink.row;

import java.util.UUID;

/**
 * Collects the rows of one table into batches. Not safe for use by several threads.
 *
 * @param <R> the row type
 */
public final class RowEncoder<R extends Record> {

    /** ClickHouse makes one block, and so one all-or-nothing insert per partition, of fewer than about a million rows... */
    public static final int MAX_ROWS = 500_000;

    /** ...and 256 MiB; a batch is also held in memory here, in a checkpoint and in the server. */
    public static final int MAX_BYTES = 32 << 20;

    private final Table<R> table;
    private final RowBinary buffer = new RowBinary();
    private int rows;

    /** An empty encoder. */
    public RowEncoder(Table<R> table) {
        this.table = table;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalStateException if a column with a fixed set of values is given another; nothing is added
     */
    public void add(R row) {
        int before = buffer.size();
        try {
            table.encode(row, buffer);
        } catch (RuntimeException e) {
            buffer.truncate(before);
            throw e;
        }
        rows++;
    }

    /** Rows held. */
    public int rows() {
        return rows;
    }

    /** Bytes held. */
    public int size() {
        return buffer.size();
    }

    /** Whether it is time to {@link #drain}: the last row added may exceed {@link #MAX_BYTES} by its own size. */
    public boolean full() {
        return rows >= MAX_ROWS || buffer.size() >= MAX_BYTES;
    }

    /**
     * Takes all rows out.
     *
     * @param token makes inserting this batch again harmless; one token, one batch, for ever
     * @throws IllegalStateException if there are no rows
     */
    public RowBatch drain(UUID token) {
        if (rows == 0) {
            throw new IllegalStateException("a batch of no rows for " + table);
        }
        RowBatch batch = new RowBatch(table.name(), table.columns(), rows, token, buffer.toBytes());
        buffer.clear();
        rows = 0;
        return batch;
    }
}
