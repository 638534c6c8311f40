package dev.sigwatch.job.sink;

import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.RowBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the batches of a completed checkpoint. While ClickHouse is away it waits here, in the task's thread: the rows behind it
 * wait in turn, back to Kafka, and nothing fails. What waiting cannot mend fails the task; the batches stay in the checkpoint.
 */
final class BatchCommitter implements Committer<RowBatch> {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCommitter.class);

    /** At the longest pause, about once a minute. */
    private static final int FAILURES_PER_LOG_LINE = 12;

    private final Insertion insertion;
    private final CommitMetrics metrics;
    private final Pause pause;

    BatchCommitter(Insertion insertion, CommitMetrics metrics, Pause pause) {
        this.insertion = insertion;
        this.metrics = metrics;
        this.pause = pause;
    }

    @Override
    public void commit(Collection<CommitRequest<RowBatch>> requests) throws IOException, InterruptedException {
        for (CommitRequest<RowBatch> request : requests) {
            insert(request.getCommittable());
        }
    }

    private void insert(RowBatch batch) throws IOException, InterruptedException {
        int failures = 0;
        InsertResult result = insertion.insert(batch);
        while (result.kind() == InsertResult.Kind.RETRY) {
            metrics.retried();
            if (failures++ % FAILURES_PER_LOG_LINE == 0) {
                LOG.warn("rows wait for ClickHouse: {}", result.reason());
            }
            pause.pause(CommitBackoff.after(failures));
            result = insertion.insert(batch);
        }
        if (result.kind() == InsertResult.Kind.REFUSED) {
            throw new IOException("cannot insert into " + batch.table() + ": " + result.reason());
        }
        metrics.committed(batch);
        if (failures > 0) {
            LOG.info("ClickHouse takes rows again, after {} failed attempts", failures);
        }
    }

    @Override
    public void close() {
        insertion.close();
    }

    /** Waits; replaced in tests. */
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }
}
