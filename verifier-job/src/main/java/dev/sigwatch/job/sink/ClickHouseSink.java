package dev.sigwatch.job.sink;

import dev.sigwatch.job.row.RowMapping;
import dev.sigwatch.sink.row.RowBatch;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Writes the rows of each value it is given, exactly once, visible when the checkpoint that covers them is complete. */
public final class ClickHouseSink<T> implements Sink<T>, SupportsCommitter<RowBatch> {
    private static final long serialVersionUID = 1L;

    private final RowMapping<T> mapping;
    private final BatchLimits limits;
    private final Connection connection;

    /**
     * @param limits when a batch is divided
     * @param connection opens the way to ClickHouse where the committer runs
     */
    public ClickHouseSink(RowMapping<T> mapping, BatchLimits limits, Connection connection) {
        this.mapping = mapping;
        this.limits = limits;
        this.connection = connection;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new BatchWriter<>(mapping, limits);
    }

    @Override
    public Committer<RowBatch> createCommitter(CommitterInitContext context) {
        return new BatchCommitter(
                connection.open(), new CommitMetrics(context.metricGroup()), pause -> Thread.sleep(pause.toMillis()));
    }

    @Override
    public SimpleVersionedSerializer<RowBatch> getCommittableSerializer() {
        return new RowBatchSerializer();
    }

    /** Opens the way to ClickHouse. */
    @FunctionalInterface
    public interface Connection extends Serializable {
        /** Does not wait for the server. */
        Insertion open();
    }
}
