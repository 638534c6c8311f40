package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.job.type.FlinkTypes;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Says which account has which signing key now, and which it had before. Keyed by DID. */
public final class KeyClaims extends KeyedProcessFunction<String, JudgedIdentity, KeyOwners.Claim> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<KeyOwners.Claim> claims;

    /** What an earlier version kept under this operator's uid, to be forgotten. */
    private transient MapState<String, Long> seen;

    @Override
    public void open(OpenContext context) {
        claims = getRuntimeContext().getState(new ValueStateDescriptor<>("claim", FlinkTypes.KEY_CLAIM));
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(JudgedIdentity identity, Context context, Collector<KeyOwners.Claim> out)
            throws Exception {
        seen.clear();
        KeyOwners.Claim claim = KeyOwners.Claim.of(identity);
        if (claim == null) {
            return;
        }
        List<KeyOwners.Claim> news = claim.news(claims.value());
        if (claim.isGone()) {
            claims.clear();
        } else if (!news.isEmpty()) {
            claims.update(claim);
        }
        news.forEach(out::collect);
    }
}
