package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.job.value.PositionedFrame;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A frame as read from its topic; crosses the network only where the check runs elsewhere than the source. */
final class PositionedFrameCodec implements Codec<PositionedFrame> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "positioned-frame";
    }

    @Override
    public Class<PositionedFrame> type() {
        return PositionedFrame.class;
    }

    @Override
    public void write(PositionedFrame positioned, DataOutputView out) throws IOException {
        Frame frame = positioned.frame();
        Wire.text(frame.host(), out);
        out.writeLong(frame.seq());
        out.writeLong(frame.previousSeq());
        out.writeBoolean(frame.inScope());
        out.writeLong(frame.receivedAt());
        Wire.bytes(frame.bytes(), out);
        out.writeBoolean(frame.direct());
        out.writeInt(positioned.partition());
        out.writeLong(positioned.offset());
    }

    @Override
    public PositionedFrame read(int version, DataInputView in) throws IOException {
        Frame frame = new Frame(
                Wire.text(in),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readLong(),
                Wire.bytes(in),
                in.readBoolean());
        return new PositionedFrame(frame, in.readInt(), in.readLong());
    }
}
