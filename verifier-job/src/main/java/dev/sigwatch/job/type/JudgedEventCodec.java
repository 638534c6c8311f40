package dev.sigwatch.job.type;

import dev.sigwatch.job.value.JudgedEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event and its conclusion; crosses the network only where the sink runs elsewhere than the judge. It never rests in a
 * checkpoint, so its form may change with the version.
 */
final class JudgedEventCodec implements Codec<JudgedEvent> {
    private static final long serialVersionUID = 1L;

    private final CheckedEventCodec events = new CheckedEventCodec();
    private final JudgementCodec judgements = new JudgementCodec();

    @Override
    public String name() {
        return "judged-event";
    }

    @Override
    public Class<JudgedEvent> type() {
        return JudgedEvent.class;
    }

    @Override
    public void write(JudgedEvent judged, DataOutputView out) throws IOException {
        events.write(judged.event(), out);
        judgements.write(judged.judgement(), out);
        out.writeLong(judged.judgedAt());
        out.writeInt(judged.revision());
        Wire.text(judged.revisionReason(), out);
    }

    @Override
    public JudgedEvent read(int version, DataInputView in) throws IOException {
        return new JudgedEvent(
                events.read(events.version(), in),
                judgements.read(judgements.version(), in),
                in.readLong(),
                in.readInt(),
                Wire.text(in));
    }
}
