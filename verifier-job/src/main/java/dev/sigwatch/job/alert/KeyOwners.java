package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.KeyClaim;
import dev.sigwatch.job.value.KeyHolders;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Signals that an account has the signing key of others that it has nothing else in common with. Keyed by the key. */
public final class KeyOwners extends KeyedProcessFunction<String, KeyClaim, Signal> {
    private static final long serialVersionUID = 1L;

    /** As many others as a signal names. */
    private static final int MAX_OTHERS = 16;

    private transient ValueState<KeyHolders> holders;

    @Override
    public void open(OpenContext context) {
        holders = getRuntimeContext().getState(new ValueStateDescriptor<>("holders", FlinkTypes.KEY_HOLDERS));
    }

    @Override
    public void processElement(KeyClaim claim, Context context, Collector<Signal> out) throws Exception {
        KeyHolders known = holders.value();
        KeyHolders before = known == null ? KeyHolders.NONE : known;
        KeyHolders after = before.after(claim);
        if (after.holders().isEmpty()) {
            holders.clear();
        } else if (!after.equals(before)) {
            holders.update(after);
        }
        boolean isKnown = after.equals(before) && before.holders().size() < KeyHolders.MAX_HOLDERS;
        List<KeyHolders.Holder> others = after.strangersTo(claim);
        if (claim.isGivenUp() || isKnown || others.isEmpty()) {
            return;
        }
        out.collect(new Signal.OfSharedKey(
                claim.did(),
                claim.key(),
                claim.pds(),
                others.stream()
                        .limit(MAX_OTHERS)
                        .map(other -> other.did() + " " + other.pds())
                        .toList(),
                claim.at()));
    }
}
