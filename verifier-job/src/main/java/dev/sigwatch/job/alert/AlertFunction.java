package dev.sigwatch.job.alert;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertDecision;
import dev.sigwatch.audit.alert.AlertJudge;
import dev.sigwatch.audit.alert.AlertState;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.alert.detect.Detectors;
import dev.sigwatch.audit.policy.PolicyError;
import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.AlertWake;
import dev.sigwatch.job.value.RecordedEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the signals of each DID under the policy of the moment, and says with each registry record what that policy says of it. Until
 * every document of the policy is known, which after a first start takes a moment, signals wait, so that nothing watched passes as
 * unwatched; but not for long.
 */
public final class AlertFunction extends KeyedBroadcastProcessFunction<String, Signal, PolicyText, Alert> {
    /** The documents as they are, by the wire name of their kind, in every task. */
    public static final MapStateDescriptor<String, PolicyText> POLICY =
            new MapStateDescriptor<>("policy", Types.STRING, FlinkTypes.POLICY_TEXT);

    /** Registry records, each once, as what their rows are made of. */
    public static final OutputTag<RecordedEvent> RECORDS = new OutputTag<>("records", FlinkTypes.RECORDED_EVENT);

    /** Longest wait for the policy: who publishes it does so at its start. */
    static final Duration POLICY_WAIT = Duration.ofSeconds(10);

    /** After a start, so long signals are read before time that passed while the job was down makes something of what is known. */
    static final Duration READ_FIRST = Duration.ofSeconds(10);

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AlertFunction.class);

    /** How soon after the policy came the signals that waited for it go on. */
    private static final long LOOK_MILLIS = 100;

    private final SerializableSupplier<List<Detector>> detectors;

    private transient AlertJudge judge;
    private transient CurrentPolicy policy;
    private transient AlertMetrics metrics;
    private transient ValueState<AlertState> states;
    private transient ValueState<AlertWake> wakes;
    private transient ListState<Signal> waiting;

    /** As versions before kept it: the rows of these signals' records are there already. */
    private transient ListState<Signal> waitingWithRows;

    /** When this task opened, milliseconds since the epoch. */
    private transient long startedAt;

    /** When it then got its first signal or timer. */
    private transient long beganAt;

    /** With every rule there is. */
    public AlertFunction() {
        this(() -> Detectors.ALL);
    }

    AlertFunction(SerializableSupplier<List<Detector>> detectors) {
        this.detectors = detectors;
    }

    @Override
    public void open(OpenContext context) {
        judge = new AlertJudge(detectors.get());
        policy = new CurrentPolicy();
        metrics = new AlertMetrics(getRuntimeContext().getMetricGroup());
        states = getRuntimeContext().getState(new ValueStateDescriptor<>("alerts", FlinkTypes.ALERT_STATE));
        wakes = getRuntimeContext().getState(new ValueStateDescriptor<>("wake", FlinkTypes.ALERT_WAKE));
        waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting-records", FlinkTypes.SIGNAL));
        waitingWithRows = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", FlinkTypes.SIGNAL));
        beganAt = Long.MIN_VALUE;
        startedAt = ((StreamingRuntimeContext) getRuntimeContext())
                .getProcessingTimeService()
                .getCurrentProcessingTime();
    }

    @Override
    public void processBroadcastElement(PolicyText text, Context context, Collector<Alert> out) throws Exception {
        List<PolicyError> errors = PolicyReader.check(text.kind(), text.text());
        if (errors.isEmpty()) {
            context.getBroadcastState(POLICY).put(text.kind().wireName(), text);
        } else {
            LOG.warn("{} of {} is not used: {}", text.kind().wireName(), text.source(), errors.get(0));
        }
    }

    @Override
    public void processElement(Signal signal, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        policy.read(context.getBroadcastState(POLICY));
        TimerService time = context.timerService();
        if (mustWait(time)) {
            waiting.add(signal);
            time.registerProcessingTimeTimer(time.currentProcessingTime() + LOOK_MILLIS);
            return;
        }
        if (isJustOpened(time)) {
            goOnAfterUpgrade(context, out);
        }
        // Their own timer may be late, and this signal must not overtake those that wait.
        goOn(context, out);
        takeRecorded(signal, context, out);
    }

    @Override
    public void onTimer(long now, OnTimerContext context, Collector<Alert> out) throws Exception {
        policy.read(context.getBroadcastState(POLICY));
        TimerService time = context.timerService();
        if (mustWait(time)) {
            if (waiting.get().iterator().hasNext()
                    || waitingWithRows.get().iterator().hasNext()) {
                time.registerProcessingTimeTimer(time.currentProcessingTime() + LOOK_MILLIS);
            }
        } else {
            goOnAfterUpgrade(context, out);
            goOn(context, out);
        }
        AlertWake wake = wakes.value();
        if (wake != null && wake.firesAt() <= now) {
            if (isOverdue(wake)) {
                fireAt(startedAt + READ_FIRST.toMillis(), wake.wakeAt(), time);
            } else {
                wakes.clear();
                wake(context.getCurrentKey(), wake.wakeAt(), time, out);
            }
        }
    }

    /** Whether its time came while the job was down: signals that came meanwhile are still to be read. */
    private boolean isOverdue(AlertWake wake) {
        return wake.firesAt() < startedAt;
    }

    private void goOnAfterUpgrade(ReadOnlyContext context, Collector<Alert> out) throws Exception {
        for (Signal signal : waitingWithRows.get()) {
            take(signal, context.timerService(), out);
        }
        waitingWithRows.clear();
    }

    /** Takes what has waited. */
    private void goOn(ReadOnlyContext context, Collector<Alert> out) throws Exception {
        boolean isAny = false;
        for (Signal signal : waiting.get()) {
            takeRecorded(signal, context, out);
            isAny = true;
        }
        if (isAny) {
            waiting.clear();
        }
    }

    private void takeRecorded(Signal signal, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        take(signal, context.timerService(), out);
        if (signal instanceof Signal.OfEvent of && !of.event().records().isEmpty()) {
            RecordedEvent recorded =
                    RecordPolicy.record(of, state().memory(), policy.now().trust());
            metrics.decided(recorded);
            context.output(RECORDS, recorded);
        }
    }

    /**
     * What time alone led to by then comes first, also where signals are read faster than they came: a version of an alert that was
     * told before a restart would otherwise be told again with other contents, and receivers take each version once.
     */
    private void take(Signal signal, TimerService time, Collector<Alert> out) throws Exception {
        long reached = Long.MIN_VALUE;
        AlertWake wake = wakes.value();
        while (wake != null && wake.wakeAt() <= signal.at() && wake.wakeAt() > reached) {
            reached = wake.wakeAt();
            wake(signal.did(), reached, time, out);
            wake = wakes.value();
        }
        tell(judge.onSignal(signal, policy.now(), state()), signal.at(), time, out);
    }

    private void wake(String did, long at, TimerService time, Collector<Alert> out) throws Exception {
        tell(judge.onTimer(did, at, policy.now(), state()), at, time, out);
    }

    private AlertState state() throws Exception {
        AlertState state = states.value();
        return state == null ? AlertState.EMPTY : state;
    }

    /** @param at the clock of the DID's signals, microseconds since the epoch */
    private void tell(AlertDecision decision, long at, TimerService time, Collector<Alert> out) throws Exception {
        for (Alert alert : decision.alerts()) {
            metrics.told(alert);
            out.collect(alert);
        }
        if (decision.state().isEmpty()) {
            states.clear();
        } else if (!decision.state().equals(states.value())) {
            states.update(decision.state());
        }
        schedule(decision.wakeAt(), at, time);
    }

    /** Signals have a clock of their own, so that what is read late or anew becomes the same incidents. */
    private void schedule(long wakeAt, long at, TimerService time) throws Exception {
        AlertWake before = wakes.value();
        if (before != null && before.wakeAt() == wakeAt) {
            return;
        }
        if (before != null) {
            if (!isJustOpened(time)) {
                // Earlier it may be the very timer that signals wait for.
                time.deleteProcessingTimeTimer(before.firesAt());
            }
            wakes.clear();
        }
        if (wakeAt != AlertDecision.NEVER) {
            long millis = Math.max(1, Math.floorDiv(Math.max(0, wakeAt - at) + 999, 1_000));
            fireAt(time.currentProcessingTime() + millis, wakeAt, time);
        }
    }

    private void fireAt(long firesAt, long wakeAt, TimerService time) throws Exception {
        wakes.update(new AlertWake(wakeAt, firesAt));
        time.registerProcessingTimeTimer(firesAt);
    }

    private boolean mustWait(TimerService time) {
        return !policy.isComplete() && time.currentProcessingTime() < beganAt(time) + POLICY_WAIT.toMillis();
    }

    /** As long as there may be signals that wait: only then it is worth looking. */
    private boolean isJustOpened(TimerService time) {
        return time.currentProcessingTime() < beganAt(time) + 2 * POLICY_WAIT.toMillis();
    }

    private long beganAt(TimerService time) {
        if (beganAt == Long.MIN_VALUE) {
            beganAt = time.currentProcessingTime();
        }
        return beganAt;
    }
}
