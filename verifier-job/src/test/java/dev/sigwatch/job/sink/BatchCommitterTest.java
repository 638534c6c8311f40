package dev.sigwatch.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.RowBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchCommitterTest {
    private final RowBatch a = batch();
    private final RowBatch b = batch();
    private final List<RowBatch> inserted = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<InsertResult> failures = new ArrayList<>();

    @Test
    void insertsEveryBatchOnce() throws Exception {
        commit(a, b);

        assertThat(inserted).containsExactly(a, b);
        assertThat(pauses).isEmpty();
    }

    @Test
    void waitsLongerAndLongerWhileTheServerIsAway() throws Exception {
        for (int i = 0; i < 9; i++) {
            failures.add(new InsertResult(InsertResult.Kind.RETRY, "no answer"));
        }

        commit(a, b);

        assertThat(inserted).containsExactly(a, b);
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    }

    @Test
    void failsLoudlyWhereWaitingDoesNotHelp() {
        failures.add(new InsertResult(InsertResult.Kind.REFUSED, "no table verdicts"));

        assertThatThrownBy(() -> commit(a)).isInstanceOf(IOException.class).hasMessageContaining("no table verdicts");
        assertThat(inserted).isEmpty();
    }

    private void commit(RowBatch... batches) throws IOException, InterruptedException {
        Insertion insertion = new Insertion() {
            @Override
            public InsertResult insert(RowBatch batch) {
                if (!failures.isEmpty()) {
                    return failures.remove(0);
                }
                inserted.add(batch);
                return new InsertResult(InsertResult.Kind.INSERTED, "");
            }

            @Override
            public void close() {}
        };
        CommitMetrics metrics = new CommitMetrics(new UnregisteredMetricsGroup());
        try (BatchCommitter committer = new BatchCommitter(insertion, metrics, pauses::add)) {
            List<Committer.CommitRequest<RowBatch>> requests = new ArrayList<>();
            for (RowBatch batch : batches) {
                requests.add(new Request(batch));
            }
            committer.commit(requests);
        }
    }

    private static RowBatch batch() {
        return new RowBatch("verdicts", List.of("did"), 1, UUID.randomUUID(), new byte[] {0});
    }

    private record Request(RowBatch batch) implements Committer.CommitRequest<RowBatch> {
        @Override
        public RowBatch getCommittable() {
            return batch;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(@Nullable Throwable reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void signalFailedWithUnknownReason(@Nullable Throwable reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("Flink gives up after some retries; the committer must not");
        }

        @Override
        public void updateAndRetryLater(RowBatch committable) {
            throw new AssertionError();
        }

        @Override
        public void signalAlreadyCommitted() {
            throw new AssertionError();
        }
    }
}
