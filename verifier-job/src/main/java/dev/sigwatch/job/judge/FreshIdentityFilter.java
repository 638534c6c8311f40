package dev.sigwatch.job.judge;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.job.row.IdentityRows;
import dev.sigwatch.job.value.FreshIdentities;
import dev.sigwatch.sink.row.IdentityOperationRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Passes on what an observation tells for the first time: directories repeat the whole history in every answer. */
public final class FreshIdentityFilter extends KeyedProcessFunction<String, IdentityObservation, FreshIdentities> {
    private static final long serialVersionUID = 1L;

    private transient MapState<String, Long> seen;

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(IdentityObservation observation, Context context, Collector<FreshIdentities> out)
            throws Exception {
        List<FreshIdentities.Fresh> fresh = new ArrayList<>();
        for (Map.Entry<String, IdentityOperationRow> row :
                IdentityRows.of(observation).entrySet()) {
            if (!seen.contains(row.getKey())) {
                Long before = seen.get(row.getValue().opCid());
                long firstSeen = before == null ? observation.observedAt() : before;
                seen.put(row.getKey(), firstSeen);
                fresh.add(new FreshIdentities.Fresh(row.getKey(), firstSeen));
            }
        }
        if (!fresh.isEmpty()) {
            out.collect(new FreshIdentities(observation, List.copyOf(fresh)));
        }
    }
}
