package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.value.PositionedPart;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A part of an export as read from its topic; crosses the network only where the check runs elsewhere than the source. */
final class PositionedPartCodec implements Codec<PositionedPart> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "positioned-part";
    }

    @Override
    public Class<PositionedPart> type() {
        return PositionedPart.class;
    }

    @Override
    public void write(PositionedPart positioned, DataOutputView out) throws IOException {
        ExportPart part = positioned.part();
        Wire.text(part.did(), out);
        Wire.text(part.source(), out);
        out.writeLong(part.fetchedAt());
        Wire.constant(part.reason(), out);
        out.writeInt(part.index());
        out.writeInt(part.count());
        out.writeLong(part.bytes());
        out.writeLong(part.records());
        Wire.text(part.failure(), out);
        Wire.list(part.problems(), out, (problem, to) -> {
            Wire.text(problem.kind(), to);
            Wire.text(problem.detail(), to);
        });
        Wire.bytes(part.car(), out);
        out.writeInt(positioned.partition());
        out.writeLong(positioned.offset());
    }

    @Override
    public PositionedPart read(int version, DataInputView in) throws IOException {
        ExportPart part = new ExportPart(
                Wire.text(in),
                Wire.text(in),
                in.readLong(),
                Wire.constant(RepoRequest.Reason.class, in),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                Wire.text(in),
                Wire.list(in, from -> new ExportPart.Problem(Wire.text(from), Wire.text(from))),
                Wire.bytes(in));
        return new PositionedPart(part, in.readInt(), in.readLong());
    }
}
