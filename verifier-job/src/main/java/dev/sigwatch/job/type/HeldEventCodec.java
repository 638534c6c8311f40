package dev.sigwatch.job.type;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.judge.HeldEvent;
import dev.sigwatch.audit.stream.IdentityRequest;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits. Its checked event carries its own version, so that either form may change alone. Version 1 named the
 * question that had been asked.
 */
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
    public int version() {
        return 2;
    }

    @Override
    public void write(HeldEvent held, DataOutputView out) throws IOException {
        events.serialize(held.event(), out);
        out.writeLong(held.heldSince());
        Wire.constant(held.waitsFor(), out);
    }

    @Override
    public HeldEvent read(int version, DataInputView in) throws IOException {
        CheckedEvent event = events.deserialize(in);
        long heldSince = in.readLong();
        return new HeldEvent(
                event,
                heldSince,
                version == 1
                        ? answerTo(Wire.constantOrNull(IdentityRequest.Reason.class, in))
                        : Wire.constantOrNull(HeldEvent.WaitsFor.class, in));
    }

    private static HeldEvent.@Nullable WaitsFor answerTo(IdentityRequest.@Nullable Reason asked) {
        if (asked == null) {
            return null;
        }
        return asked == IdentityRequest.Reason.FIRST_SEEN ? HeldEvent.WaitsFor.KEY : HeldEvent.WaitsFor.FRESH_KEY;
    }
}
