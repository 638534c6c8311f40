package dev.sigwatch.job.type;

import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.job.value.JudgedEvent;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A frame and its conclusion; crosses the network only where the sink runs elsewhere than the judge. */
final class JudgedEventCodec implements Codec<JudgedEvent> {
    private static final long serialVersionUID = 1L;

    private final CheckedEventCodec events = new CheckedEventCodec();

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
        Judgement judgement = judged.judgement();
        Wire.constant(judgement.verdict(), out);
        Wire.constant(judgement.signature(), out);
        Wire.constant(judgement.tree(), out);
        Wire.constant(judgement.chain(), out);
        Wire.list(judgement.findings(), out, CheckedEventCodec::writeFinding);
        Wire.text(judgement.key(), out);
        Wire.text(judgement.keySource(), out);
        Wire.text(judgement.detail(), out);
        out.writeLong(judged.judgedAt());
    }

    @Override
    public JudgedEvent read(int version, DataInputView in) throws IOException {
        return new JudgedEvent(
                events.read(events.version(), in),
                new Judgement(
                        Wire.constant(Verdict.class, in),
                        Wire.constant(Proof.class, in),
                        Wire.constant(Proof.class, in),
                        Wire.constant(Proof.class, in),
                        Wire.list(in, CheckedEventCodec::readFinding),
                        Wire.text(in),
                        Wire.text(in),
                        Wire.text(in)),
                in.readLong());
    }
}
