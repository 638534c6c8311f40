package dev.sigwatch.job.type;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertState;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.IdentityFacts;
import dev.sigwatch.audit.alert.Incident;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Write;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is kept of a DID for the sake of alerts. Its alerts carry their own version. */
final class AlertStateCodec implements Codec<AlertState> {
    private static final long serialVersionUID = 1L;

    private final BinarySerializer<Alert> alerts = new BinarySerializer<>(new AlertCodec());

    @Override
    public String name() {
        return "alert-state";
    }

    @Override
    public Class<AlertState> type() {
        return AlertState.class;
    }

    @Override
    public void write(AlertState value, DataOutputView out) throws IOException {
        writeMemory(value.memory(), out);
        Wire.list(value.incidents(), out, (incident, to) -> {
            alerts.serialize(incident.alert(), to);
            to.writeLong(incident.toldAt());
            to.writeBoolean(incident.isUntold());
            Wire.constant(incident.watched(), to);
        });
    }

    @Override
    public AlertState read(int version, DataInputView in) throws IOException {
        return new AlertState(
                readMemory(in),
                Wire.list(
                        in,
                        from -> new Incident(
                                alerts.deserialize(from),
                                from.readLong(),
                                from.readBoolean(),
                                Wire.constant(Priority.class, from))));
    }

    private static void writeMemory(Memory memory, DataOutputView out) throws IOException {
        writeFacts(memory.identity(), out);
        out.writeBoolean(memory.handleVerified());
        Wire.list(memory.changes(), out, AlertStateCodec::writeChange);
        Wire.constant(memory.arrival(), out);
        Wire.list(memory.writes(), out, (write, to) -> {
            to.writeLong(write.at());
            Wire.text(write.image(), to);
            Wire.text(write.repository(), to);
            Wire.text(write.commitCid(), to);
            Wire.text(write.key(), to);
            Wire.text(write.evidence(), to);
        });
        Wire.list(memory.repositories(), out, Wire::text);
        Wire.optional(memory.inactive(), out, AlertStateCodec::writeInactivity);
        Wire.list(memory.deactivations(), out, AlertStateCodec::writeInactivity);
        Memory.Notices notices = memory.notices();
        out.writeInt(notices.count());
        out.writeLong(notices.since());
        out.writeLong(notices.newest());
        Wire.text(notices.host(), out);
    }

    private static Memory readMemory(DataInputView in) throws IOException {
        return new Memory(
                readFacts(in),
                in.readBoolean(),
                Wire.list(in, AlertStateCodec::readChange),
                Wire.constant(Memory.Arrival.class, in),
                Wire.list(
                        in,
                        from -> new Write(
                                from.readLong(),
                                Wire.text(from),
                                Wire.text(from),
                                Wire.text(from),
                                Wire.text(from),
                                Wire.text(from))),
                Wire.list(in, Wire::text),
                Wire.optional(in, AlertStateCodec::readInactivity),
                Wire.list(in, AlertStateCodec::readInactivity),
                new Memory.Notices(in.readInt(), in.readLong(), in.readLong(), Wire.text(in)));
    }

    private static void writeChange(Change change, DataOutputView out) throws IOException {
        Wire.text(change.cid(), out);
        out.writeBoolean(change.isPlc());
        out.writeLong(change.at());
        out.writeLong(change.seenAt());
        out.writeInt(change.signerIndex());
        Wire.text(change.signerKey(), out);
        Wire.text(change.undoneBy(), out);
        out.writeBoolean(change.undoes());
        writeFacts(change.before(), out);
        writeFacts(change.after(), out);
    }

    private static Change readChange(DataInputView in) throws IOException {
        return new Change(
                Wire.text(in),
                in.readBoolean(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                Wire.text(in),
                Wire.text(in),
                in.readBoolean(),
                readFacts(in),
                readFacts(in));
    }

    private static void writeFacts(IdentityFacts facts, DataOutputView out) throws IOException {
        Wire.text(facts.signingKey(), out);
        Wire.list(facts.rotationKeys(), out, Wire::text);
        Wire.text(facts.pds(), out);
        Wire.text(facts.handle(), out);
        Wire.text(facts.tlsChain(), out);
    }

    private static IdentityFacts readFacts(DataInputView in) throws IOException {
        return new IdentityFacts(Wire.text(in), Wire.list(in, Wire::text), Wire.text(in), Wire.text(in), Wire.text(in));
    }

    private static void writeInactivity(Memory.Inactivity inactivity, DataOutputView out) throws IOException {
        Wire.text(inactivity.host(), out);
        Wire.text(inactivity.status(), out);
        out.writeLong(inactivity.at());
        out.writeBoolean(inactivity.told());
    }

    private static Memory.Inactivity readInactivity(DataInputView in) throws IOException {
        return new Memory.Inactivity(Wire.text(in), Wire.text(in), in.readLong(), in.readBoolean());
    }
}
