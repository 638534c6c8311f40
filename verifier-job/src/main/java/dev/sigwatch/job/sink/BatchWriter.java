package dev.sigwatch.job.sink;

import dev.sigwatch.job.row.RowMapping;
import dev.sigwatch.job.row.RowOutput;
import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/**
 * Encodes rows table by table and freezes them at each checkpoint. A batch's token is random: it lives in the checkpoint with its
 * batch, so the same token never names other rows.
 */
final class BatchWriter<T> implements CommittingSinkWriter<T, RowBatch>, RowOutput {
    private final RowMapping<T> mapping;
    private final BatchLimits limits;
    private final Map<Table<?>, RowEncoder<?>> encoders = new LinkedHashMap<>();
    private final List<RowBatch> full = new ArrayList<>();

    BatchWriter(RowMapping<T> mapping, BatchLimits limits) {
        this.mapping = mapping;
        this.limits = limits;
    }

    @Override
    public void write(T value, Context context) {
        mapping.rows(value, this);
    }

    @Override
    @SuppressWarnings("unchecked") // Each table's encoder is made here, for its row type.
    public <R extends Record> void add(Table<R> table, R row) {
        RowEncoder<R> encoder = (RowEncoder<R>) encoders.computeIfAbsent(table, RowEncoder::new);
        encoder.add(row);
        if (encoder.rows() >= limits.rows() || encoder.size() >= limits.bytes()) {
            full.add(encoder.drain(UUID.randomUUID()));
        }
    }

    @Override
    public Collection<RowBatch> prepareCommit() {
        List<RowBatch> batches = new ArrayList<>(full);
        full.clear();
        for (RowEncoder<?> encoder : encoders.values()) {
            if (encoder.rows() > 0) {
                batches.add(encoder.drain(UUID.randomUUID()));
            }
        }
        return batches;
    }

    @Override
    public void flush(boolean endOfInput) {
        // Rows leave with the next checkpoint, never before.
    }

    @Override
    public void close() {
        // What was not frozen belongs to no checkpoint: it is read and written again.
    }
}
