package dev.sigwatch.job.alert;

import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.KeyClaim;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Says which account has which signing key now, and which it had before. Keyed by DID. */
public final class KeyClaims extends KeyedProcessFunction<String, JudgedIdentity, KeyClaim> {
    private static final long serialVersionUID = 1L;
    private static final String DOCUMENT = "did-document";

    private transient ValueState<KeyClaim> claims;

    /** What an earlier version kept under this operator's uid, to be forgotten. */
    private transient MapState<String, Long> seen;

    @Override
    public void open(OpenContext context) {
        claims = getRuntimeContext().getState(new ValueStateDescriptor<>("claim", FlinkTypes.KEY_CLAIM));
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.LONG));
    }

    @Override
    public void processElement(JudgedIdentity identity, Context context, Collector<KeyClaim> out) throws Exception {
        seen.clear();
        JudgedOperation newest = newest(identity);
        if (newest == null) {
            return;
        }
        KeyClaim before = claims.value();
        KeyClaim now = new KeyClaim(
                identity.did(),
                newest.signingKey(),
                newest.pds(),
                newest.rotationKeys(),
                identity.observedAt(),
                newest.signingKey().isEmpty());
        if (before != null && before.isSameAs(now)) {
            return;
        }
        if (before != null && !before.isGivenUp() && !before.key().equals(now.key())) {
            out.collect(new KeyClaim(
                    before.did(), before.key(), before.pds(), before.rotationKeys(), identity.observedAt(), true));
        }
        claims.update(now);
        if (!now.isGivenUp()) {
            out.collect(now);
        }
    }

    /** Of an account with a log, its documents are no more than renderings of it. */
    private static @Nullable JudgedOperation newest(JudgedIdentity identity) {
        JudgedOperation newest = null;
        for (JudgedOperation operation : identity.operations()) {
            boolean isRendering =
                    operation.type().equals(DOCUMENT) && identity.did().startsWith("did:plc:");
            if (!operation.nullified() && operation.isValid() && !isRendering) {
                newest = operation;
            }
        }
        return newest;
    }
}
