package dev.sigwatch.job.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.JudgedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The operator under test, with one publisher to judge. */
abstract class JudgeHarness {
    static final Duration HOLD = Duration.ofMinutes(10);
    static final long START_MILLIS = Publisher.START / 1_000;

    final Publisher publisher = new Publisher(7);
    private long offset;
    KeyedTwoInputStreamOperatorTestHarness<String, CheckedEvent, IdentityObservation, JudgedEvent> judge;

    @BeforeEach
    void start() throws Exception {
        judge = harness(null);
    }

    @AfterEach
    void stop() throws Exception {
        judge.close();
    }

    final void event(Frame frame) throws Exception {
        judge.processElement1(new StreamRecord<>(FrameAuditor.check(frame, 0, offset++)));
    }

    final void observation(IdentityObservation observation) throws Exception {
        judge.processElement2(new StreamRecord<>(observation));
    }

    final void part(ExportPart part) throws Exception {
        judge.processElement1(new StreamRecord<>(ExportAuditor.check(part, 0, offset++)));
    }

    final List<FindingCode> codes(int place) {
        return judged().get(place).judgement().findings().stream()
                .map(Finding::code)
                .toList();
    }

    final List<JudgedEvent> judged() {
        return judge.extractOutputValues();
    }

    final List<IdentityRequest> requests() {
        return sideOutput(JudgeFunction.REQUESTS);
    }

    final List<Signal> signals() {
        return sideOutput(JudgeFunction.SIGNALS);
    }

    final List<RepoRequest> repoRequests() {
        return sideOutput(JudgeFunction.REPO_REQUESTS);
    }

    private <T> List<T> sideOutput(OutputTag<T> tag) {
        Queue<StreamRecord<T>> values = judge.getSideOutput(tag);
        return values == null
                ? List.of()
                : values.stream().map(StreamRecord::getValue).toList();
    }

    /** From a checkpoint taken now. */
    final void restart() throws Exception {
        long now = judge.getProcessingTime();
        startFrom(judge.snapshot(1, now));
        judge.setProcessingTime(now);
    }

    final void startFrom(OperatorSubtaskState snapshot) throws Exception {
        judge.close();
        judge = harness(snapshot);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, CheckedEvent, IdentityObservation, JudgedEvent>
            harness(@Nullable OperatorSubtaskState snapshot) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, CheckedEvent, IdentityObservation, JudgedEvent> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new JudgeFunction(HOLD, DidJudge.DEFAULT_KEY_GRACE)),
                        CheckedEvent::did,
                        IdentityObservation::did,
                        Types.STRING);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup(FlinkTypes.JUDGED_EVENT.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.setProcessingTime(START_MILLIS);
        harness.open();
        return harness;
    }
}
