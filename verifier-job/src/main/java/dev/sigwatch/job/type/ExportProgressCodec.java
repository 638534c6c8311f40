package dev.sigwatch.job.type;

import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.judge.ExportProgress;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An export under way. Its judgement carries its own version, so that either form may change alone. */
final class ExportProgressCodec implements Codec<ExportProgress> {
    private static final long serialVersionUID = 1L;

    private final BinarySerializer<Judgement> judgements = new BinarySerializer<>(new JudgementCodec());

    @Override
    public String name() {
        return "export-progress";
    }

    @Override
    public Class<ExportProgress> type() {
        return ExportProgress.class;
    }

    @Override
    public void write(ExportProgress progress, DataOutputView out) throws IOException {
        out.writeLong(progress.fetchedAt());
        out.writeInt(progress.next());
        judgements.serialize(progress.judgement(), out);
        out.writeBoolean(progress.comparable());
    }

    @Override
    public ExportProgress read(int version, DataInputView in) throws IOException {
        return new ExportProgress(in.readLong(), in.readInt(), judgements.deserialize(in), in.readBoolean());
    }
}
