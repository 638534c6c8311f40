package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.KnownRecord;
import dev.sigwatch.audit.judge.RegistryNote;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Something noted beside registry records. A record in it carries its own version. */
final class RegistryNoteCodec implements Codec<RegistryNote> {
    private static final long serialVersionUID = 1L;
    private static final byte NAMED = 1;
    private static final byte DELETED = 2;
    private static final byte PLACE = 3;
    private static final byte SEEN = 4;

    private final BinarySerializer<KnownRecord> records = new BinarySerializer<>(new KnownRecordCodec());

    @Override
    public String name() {
        return "registry-note";
    }

    @Override
    public Class<RegistryNote> type() {
        return RegistryNote.class;
    }

    @Override
    public void write(RegistryNote note, DataOutputView out) throws IOException {
        if (note instanceof RegistryNote.Named named) {
            out.writeByte(NAMED);
            out.writeInt(named.manifests());
            out.writeInt(named.tags());
            Wire.list(named.names(), out, Wire::text);
        } else if (note instanceof RegistryNote.Deleted deleted) {
            out.writeByte(DELETED);
            records.serialize(deleted.record(), out);
            out.writeLong(deleted.number());
            Wire.text(deleted.rev(), out);
        } else if (note instanceof RegistryNote.Place place) {
            out.writeByte(PLACE);
            Wire.text(place.path(), out);
        } else if (note instanceof RegistryNote.Seen seen) {
            out.writeByte(SEEN);
            out.writeLong(seen.at());
        }
    }

    @Override
    public RegistryNote read(int version, DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case NAMED -> new RegistryNote.Named(in.readInt(), in.readInt(), Wire.list(in, Wire::text));
            case DELETED -> new RegistryNote.Deleted(records.deserialize(in), in.readLong(), Wire.text(in));
            case PLACE -> new RegistryNote.Place(Wire.text(in));
            case SEEN -> new RegistryNote.Seen(in.readLong());
            default -> throw new IOException("no note of a registry has kind " + kind);
        };
    }
}
