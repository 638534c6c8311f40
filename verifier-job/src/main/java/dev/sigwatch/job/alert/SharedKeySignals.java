package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.job.type.FlinkTypes;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Signals that accounts have one signing key and nothing else in common. Keyed by the key. */
public final class SharedKeySignals extends KeyedProcessFunction<String, KeyOwners.Claim, Signal> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<KeyOwners> owners;

    @Override
    public void open(OpenContext context) {
        owners = getRuntimeContext().getState(new ValueStateDescriptor<>("holders", FlinkTypes.KEY_OWNERS));
    }

    @Override
    public void processElement(KeyOwners.Claim claim, Context context, Collector<Signal> out) throws Exception {
        KeyOwners known = owners.value();
        KeyOwners before = known == null ? KeyOwners.NONE : known;
        KeyOwners.Outcome outcome = before.take(claim);
        if (outcome.owners().isEmpty()) {
            owners.clear();
        } else if (!outcome.owners().equals(before)) {
            owners.update(outcome.owners());
        }
        outcome.signals().forEach(out::collect);
    }
}
