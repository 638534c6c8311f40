package dev.sigwatch.job.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.FreshIdentities;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FreshIdentityFilterTest {
    @Test
    @SuppressWarnings("try") // The harness closes with any exception, interruption among them.
    void theSameDocumentPassesOnceAlsoAfterARestart() throws Exception {
        Publisher publisher = new Publisher(11);
        OperatorSubtaskState snapshot;
        try (var filter = harness(null)) {
            filter.processElement(publisher.document(1), 0);
            filter.processElement(publisher.document(2), 0);
            assertThat(filter.extractOutputValues()).hasSize(1);
            snapshot = filter.snapshot(1, 1);
        }
        try (var filter = harness(snapshot)) {
            filter.processElement(publisher.document(3), 0);
            assertThat(filter.extractOutputValues()).isEmpty();
            publisher.rotate();
            filter.processElement(publisher.document(4), 0);
            assertThat(filter.extractOutputValues()).hasSize(1);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, IdentityObservation, FreshIdentities> harness(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FreshIdentityFilter()), IdentityObservation::did, Types.STRING);
        harness.setup(FlinkTypes.FRESH_IDENTITIES.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }
}
