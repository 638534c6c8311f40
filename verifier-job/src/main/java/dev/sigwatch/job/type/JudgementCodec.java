package dev.sigwatch.job.type;

import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A conclusion, as a part of what carries it. */
final class JudgementCodec implements Codec<Judgement> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "judgement";
    }

    @Override
    public Class<Judgement> type() {
        return Judgement.class;
    }

    @Override
    public void write(Judgement judgement, DataOutputView out) throws IOException {
        Wire.constant(judgement.verdict(), out);
        Wire.constant(judgement.signature(), out);
        Wire.constant(judgement.tree(), out);
        Wire.constant(judgement.chain(), out);
        Wire.list(judgement.findings(), out, CheckedEventCodec::writeFinding);
        Wire.text(judgement.key(), out);
        Wire.text(judgement.keySource(), out);
        Wire.text(judgement.detail(), out);
        Wire.bytes(judgement.otherBlock(), out);
    }

    @Override
    public Judgement read(int version, DataInputView in) throws IOException {
        return new Judgement(
                Wire.constant(Verdict.class, in),
                Wire.constant(Proof.class, in),
                Wire.constant(Proof.class, in),
                Wire.constant(Proof.class, in),
                Wire.list(in, CheckedEventCodec::readFinding),
                Wire.text(in),
                Wire.text(in),
                Wire.text(in),
                Wire.bytes(in));
    }
}
