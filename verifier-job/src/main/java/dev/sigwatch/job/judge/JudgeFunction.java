package dev.sigwatch.job.judge;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.alert.detect.Signals;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.judge.JudgeOutput;
import dev.sigwatch.audit.policy.Watchlist;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.row.EventRows;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.JudgedEvent;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges the events of each DID, frames and parts of exports, against what was observed of it. */
public final class JudgeFunction extends KeyedCoProcessFunction<String, CheckedEvent, IdentityObservation, JudgedEvent>
        implements CheckpointedFunction {
    /** Questions to the resolver. */
    public static final OutputTag<IdentityRequest> REQUESTS =
            new OutputTag<>("identity-requests", FlinkTypes.IDENTITY_REQUEST);

    /** Questions to the fetcher of repositories. */
    public static final OutputTag<RepoRequest> REPO_REQUESTS =
            new OutputTag<>("repo-requests", FlinkTypes.REPO_REQUEST);

    /** What became known of identities. */
    public static final OutputTag<JudgedIdentity> IDENTITIES =
            new OutputTag<>("judged-identities", FlinkTypes.JUDGED_IDENTITY);

    /** Conclusions that detectors may want to know of. */
    public static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", FlinkTypes.SIGNAL);

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JudgeFunction.class);

    private final long holdMillis;
    private final Duration keyGrace;

    private transient DidJudge judge;
    private transient KeyedDidState state;

    @SuppressWarnings("NullAway.Init") // Set by initializeState.
    private transient JudgeMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Set by initializeState.
    private transient ListState<Long> heldNow;

    /**
     * @param holdTimeout how long an event may wait before it is concluded without an answer
     * @param keyGrace how long after its replacement a key is still honoured
     */
    public JudgeFunction(Duration holdTimeout, Duration keyGrace) {
        this.holdMillis = holdTimeout.toMillis();
        this.keyGrace = keyGrace;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        heldNow = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held-now", Types.LONG));
        metrics = new JudgeMetrics(getRuntimeContext().getMetricGroup());
        for (long held : heldNow.get()) {
            metrics.held(held);
        }
    }

    @Override
    public void open(OpenContext context) {
        SignatureVerifier verifier = SignatureVerifiers.best();
        LOG.info("signatures are verified by {}", verifier.name());
        judge = new DidJudge(verifier, keyGrace);
        state = new KeyedDidState(getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        heldNow.clear();
        heldNow.add(metrics.heldNow());
    }

    @Override
    public void processElement1(CheckedEvent event, Context context, Collector<JudgedEvent> out) {
        int before = state.heldCount();
        boolean isLookup = event.needsKey() && event.export() == null;
        boolean isKeyed =
                isLookup && !(state.keys().isEmpty() && state.keys().log().isEmpty());
        Emitter emitter = new Emitter(context, out);
        judge.onEvent(event, nowMicros(context), state, emitter);
        if (isLookup) {
            metrics.lookedUp(isKeyed && !emitter.hasAsked);
        }
        endTurn(before, context);
    }

    @Override
    public void processElement2(IdentityObservation observation, Context context, Collector<JudgedEvent> out) {
        int before = state.heldCount();
        judge.onObservation(observation, state, new Emitter(context, out));
        endTurn(before, context);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<JudgedEvent> out) {
        int before = state.heldCount();
        judge.onTimeout(nowMicros(context) - holdMillis * 1_000, state, new Emitter(context, out));
        if (before > 0 && state.heldCount() > 0) {
            schedule(state.firstHeld().heldSince(), context);
        }
        endTurn(before, context);
    }

    /** A DID that holds events, or parts of an export, always has a timer at or before the end of the first one's time. */
    private void endTurn(int before, Context context) {
        int after = state.heldCount();
        if (before == 0 && after > 0) {
            schedule(state.firstHeld().heldSince(), context);
        }
        if (state.partsBeganToWait() && !state.waitingParts().isEmpty()) {
            long fetchedAt = state.waitingParts().get(0).facts().receivedAt();
            schedule(Math.max(fetchedAt, nowMicros(context)), context);
        }
        metrics.held(after - before);
        state.endTurn();
    }

    /** @param since when the wait began, microseconds since the epoch */
    private void schedule(long since, Context context) {
        // Rounded up to whole milliseconds, so that the timer never fires just before the time is over.
        context.timerService().registerProcessingTimeTimer(Math.floorDiv(since + 999, 1_000) + holdMillis);
    }

    private static long nowMicros(Context context) {
        return context.timerService().currentProcessingTime() * 1_000;
    }

    private final class Emitter implements JudgeOutput {
        private final Context context;
        private final Collector<JudgedEvent> out;
        private boolean hasAsked;

        Emitter(Context context, Collector<JudgedEvent> out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void judged(CheckedEvent event, Judgement judgement) {
            long now = nowMicros(context);
            metrics.judged(event, judgement, now);
            out.collect(new JudgedEvent(event, judgement, now));
            if (isWanted(event, judgement)) {
                context.output(
                        SIGNALS,
                        new Signal.OfEvent(
                                event.bare().withRecords(event.records()),
                                judgement,
                                EventRows.evidenceIds(event, judgement)));
            }
        }

        @Override
        public void identity(JudgedIdentity identity) {
            context.output(IDENTITIES, identity);
            context.output(SIGNALS, new Signal.OfIdentity(identity));
        }

        @Override
        public void revised(
                CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {
            metrics.revised(after);
            out.collect(new JudgedEvent(event, after, nowMicros(context), revision, reason));
            context.output(SIGNALS, new Signal.OfRevision(event, before, after, reason, at));
        }

        /**
         * Of publishers everything: which keys and repositories are watched is known behind the signals only, and may change. Of
         * others what is found. And whoever's registry records, because their rows are made there.
         */
        private boolean isWanted(CheckedEvent event, Judgement judgement) {
            return event.facts().inScope()
                    || !event.records().isEmpty()
                    || Signals.wants(event, judgement, 0, state.head().troubled(), Watchlist.EMPTY);
        }

        @Override
        public void ask(IdentityRequest request) {
            hasAsked = true;
            metrics.asked(request);
            context.output(REQUESTS, request);
        }

        @Override
        public void ask(RepoRequest request) {
            metrics.asked(request);
            context.output(REPO_REQUESTS, request);
        }
    }
}
