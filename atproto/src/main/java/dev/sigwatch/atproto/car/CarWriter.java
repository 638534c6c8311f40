package dev.sigwatch.atproto.car;

import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import java.util.Collection;
import java.util.List;

/** Writes CAR v1 archives. */
public final class CarWriter {
    private static final int VERSION = 1;

    private CarWriter() {}

    /**
     * Writes an archive.
     *
     * @param roots as the header lists them; by ATProto's convention the first is the commit
     * @param blocks written in their order, as given: CIDs are not recomputed
     */
    public static byte[] write(List<Cid> roots, Collection<Block> blocks) {
        byte[] header = header(roots);
        int size = VarInt.length(header.length) + header.length;
        for (Block block : blocks) {
            int section = Cid.LENGTH + block.data().length;
            size = Math.addExact(size, VarInt.length(section) + section);
        }
        byte[] out = new byte[size];
        int at = VarInt.write(header.length, out, 0);
        System.arraycopy(header, 0, out, at, header.length);
        at += header.length;
        for (Block block : blocks) {
            byte[] data = block.data();
            at = VarInt.write(Cid.LENGTH + data.length, out, at);
            block.cid().write(out, at);
            at += Cid.LENGTH;
            System.arraycopy(data, 0, out, at, data.length);
            at += data.length;
        }
        return out;
    }

    private static byte[] header(List<Cid> roots) {
        CborWriter writer = new CborWriter().writeMap(2).writeText("roots").writeArray(roots.size());
        roots.forEach(writer::writeLink);
        return writer.writeText("version").writeInt(VERSION).toBytes();
    }
}
