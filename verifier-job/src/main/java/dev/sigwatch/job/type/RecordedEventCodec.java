package dev.sigwatch.job.type;

import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.job.value.RecordedEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event's records on their way to their rows; crosses the network only where the sink runs elsewhere than the stage before it. It
 * never rests in a checkpoint, so its form may change with the version.
 */
final class RecordedEventCodec implements Codec<RecordedEvent> {
    private static final long serialVersionUID = 1L;

    private final CheckedEventCodec events = new CheckedEventCodec();
    private final JudgementCodec judgements = new JudgementCodec();

    @Override
    public String name() {
        return "recorded-event";
    }

    @Override
    public Class<RecordedEvent> type() {
        return RecordedEvent.class;
    }

    @Override
    public void write(RecordedEvent recorded, DataOutputView out) throws IOException {
        events.write(recorded.event(), out);
        judgements.write(recorded.judgement(), out);
        Wire.text(recorded.handle(), out);
        out.writeBoolean(recorded.handleVerified());
        Wire.list(recorded.decisions(), out, RecordedEventCodec::writeDecision);
        Wire.text(recorded.policyHash(), out);
    }

    @Override
    public RecordedEvent read(int version, DataInputView in) throws IOException {
        return new RecordedEvent(
                events.read(events.version(), in),
                judgements.read(judgements.version(), in),
                Wire.text(in),
                in.readBoolean(),
                Wire.list(in, RecordedEventCodec::readDecision),
                Wire.text(in));
    }

    private static void writeDecision(TrustDecision decision, DataOutputView out) throws IOException {
        Wire.constant(decision.result(), out);
        Wire.text(decision.policyName(), out);
        out.writeInt(decision.line());
        Wire.text(decision.reason(), out);
    }

    private static TrustDecision readDecision(DataInputView in) throws IOException {
        return new TrustDecision(
                Wire.constant(TrustDecision.Result.class, in), Wire.text(in), in.readInt(), Wire.text(in));
    }
}
