package dev.sigwatch.job.type;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.judge.JudgedCommit;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A commit that may be judged again. Its event and its judgement carry their own versions. */
final class JudgedCommitCodec implements Codec<JudgedCommit> {
    private static final long serialVersionUID = 1L;

    private final BinarySerializer<CheckedEvent> events = new BinarySerializer<>(new CheckedEventCodec());
    private final BinarySerializer<Judgement> judgements = new BinarySerializer<>(new JudgementCodec());

    @Override
    public String name() {
        return "judged-commit";
    }

    @Override
    public Class<JudgedCommit> type() {
        return JudgedCommit.class;
    }

    @Override
    public void write(JudgedCommit value, DataOutputView out) throws IOException {
        events.serialize(value.event(), out);
        judgements.serialize(value.judgement(), out);
        out.writeLong(value.number());
        out.writeInt(value.revision());
    }

    @Override
    public JudgedCommit read(int version, DataInputView in) throws IOException {
        return new JudgedCommit(events.deserialize(in), judgements.deserialize(in), in.readLong(), in.readInt());
    }
}
