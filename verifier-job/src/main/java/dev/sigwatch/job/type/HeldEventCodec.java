package dev.sigwatch.job.type;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.judge.HeldEvent;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An event that waits. Its checked event carries its own version, so that either form may change alone. */
final class HeldEventCodec implements Codec<HeldEvent> {
    private static final long serialVersionUID = 1L;

    private final BinarySerializer<CheckedEvent> events = new BinarySerializer<>(new CheckedEventCodec());

    @Override
    public String name() {
        return "held-event";
    }

    @Override
    public Class<HeldEvent> type() {
        return HeldEvent.class;
    }

    @Override
    public void write(HeldEvent held, DataOutputView out) throws IOException {
        events.serialize(held.event(), out);
        out.writeLong(held.heldSince());
        Wire.constant(held.asked(), out);
    }

    @Override
    public HeldEvent read(int version, DataInputView in) throws IOException {
        return new HeldEvent(
                events.deserialize(in), in.readLong(), Wire.constantOrNull(IdentityRequest.Reason.class, in));
    }
}
