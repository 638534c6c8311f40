package dev.sigwatch.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.job.RecordedMetrics;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommitMetricsTest {
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final CommitMetrics metrics = new CommitMetrics(recorded);

    @Test
    void rowsAndInsertsCountByTable() {
        RowEncoder<EvidenceRow> rows = new RowEncoder<>(Table.EVIDENCE);
        for (int i = 0; i < 3; i++) {
            rows.add(new EvidenceRow("id", "did:plc:x", "frame", "h", i, 0, new byte[0]));
        }
        metrics.committed(rows.drain(UUID.randomUUID()));
        metrics.retried();

        assertThat(recorded.count("sigwatch.table=evidence.rows")).isEqualTo(3);
        assertThat(recorded.count("sigwatch.table=evidence.batches")).isEqualTo(1);
        assertThat(recorded.count("sigwatch.table=record_rows.batches")).isZero();
        assertThat(recorded.count("sigwatch.commit_retries")).isEqualTo(1);
    }

    @Test
    void everyNameIsDocumented() throws Exception {
        assertThat(RecordedMetrics.documented()).containsAll(recorded.names());
    }
}
