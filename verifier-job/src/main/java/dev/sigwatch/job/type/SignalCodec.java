package dev.sigwatch.job.type;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.identity.JudgedIdentity;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Something that detectors may want to know of. What it tells carries its own version, because it rests while the policy is awaited. */
final class SignalCodec implements Codec<Signal> {
    private static final long serialVersionUID = 1L;
    private static final byte EVENT = 1;
    private static final byte IDENTITY = 2;
    private static final byte REVISION = 3;
    private static final byte SHARED_KEY = 4;

    private final BinarySerializer<CheckedEvent> events = new BinarySerializer<>(new CheckedEventCodec());
    private final BinarySerializer<Judgement> judgements = new BinarySerializer<>(new JudgementCodec());
    private final BinarySerializer<JudgedIdentity> identities = new BinarySerializer<>(new JudgedIdentityCodec());

    @Override
    public String name() {
        return "signal";
    }

    @Override
    public Class<Signal> type() {
        return Signal.class;
    }

    @Override
    public void write(Signal value, DataOutputView out) throws IOException {
        if (value instanceof Signal.OfEvent of) {
            out.writeByte(EVENT);
            events.serialize(of.event(), out);
            judgements.serialize(of.judgement(), out);
            Wire.list(of.evidence(), out, Wire::text);
        } else if (value instanceof Signal.OfIdentity of) {
            out.writeByte(IDENTITY);
            identities.serialize(of.identity(), out);
        } else if (value instanceof Signal.OfRevision of) {
            out.writeByte(REVISION);
            events.serialize(of.event(), out);
            judgements.serialize(of.before(), out);
            judgements.serialize(of.after(), out);
            Wire.text(of.reason(), out);
            out.writeLong(of.at());
        } else if (value instanceof Signal.OfSharedKey of) {
            out.writeByte(SHARED_KEY);
            Wire.text(of.did(), out);
            Wire.text(of.key(), out);
            Wire.text(of.pds(), out);
            Wire.list(of.others(), out, Wire::text);
            out.writeLong(of.at());
        }
    }

    @Override
    public Signal read(int version, DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case EVENT ->
                new Signal.OfEvent(events.deserialize(in), judgements.deserialize(in), Wire.list(in, Wire::text));
            case IDENTITY -> new Signal.OfIdentity(identities.deserialize(in));
            case REVISION ->
                new Signal.OfRevision(
                        events.deserialize(in),
                        judgements.deserialize(in),
                        judgements.deserialize(in),
                        Wire.text(in),
                        in.readLong());
            case SHARED_KEY ->
                new Signal.OfSharedKey(
                        Wire.text(in), Wire.text(in), Wire.text(in), Wire.list(in, Wire::text), in.readLong());
            default -> throw new IOException("this version does not know signals of kind " + kind);
        };
    }
}
