package dev.sigwatch.job.sink;

import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.row.Table;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the committer counts. */
final class CommitMetrics {
    private final Map<String, Counter> rows = new HashMap<>();
    private final Counter retries;

    CommitMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup("sigwatch");
        for (Table<?> table : Table.ALL) {
            rows.put(table.name(), group.addGroup("table", table.name()).counter("rows"));
        }
        retries = group.counter("commit_retries");
    }

    void committed(RowBatch batch) {
        Counter counter = rows.get(batch.table());
        if (counter == null) {
            // A batch of an older checkpoint, whose table this version writes no more.
            return;
        }
        counter.inc(batch.rows());
    }

    void retried() {
        retries.inc();
    }
}
