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
    private final Map<String, Counter> batches = new HashMap<>();
    private final Counter retries;

    CommitMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup("sigwatch");
        for (Table<?> table : Table.ALL) {
            MetricGroup ofTable = group.addGroup("table", table.name());
            rows.put(table.name(), ofTable.counter("rows"));
            batches.put(table.name(), ofTable.counter("batches"));
        }
        retries = group.counter("commit_retries");
    }

    void committed(RowBatch batch) {
        Counter counted = rows.get(batch.table());
        Counter inserted = batches.get(batch.table());
        if (counted == null || inserted == null) {
            // A batch of an older checkpoint, whose table this version writes no more.
            return;
        }
        counted.inc(batch.rows());
        inserted.inc();
    }

    void retried() {
        retries.inc();
    }
}
