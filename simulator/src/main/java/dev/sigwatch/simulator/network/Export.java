package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A repository as its host hands it out at one moment: the signed commit, every tree node, every record. Immutable; records are
 * made as they are written, so that an export costs its tree and no more.
 *
 * @param head the commit's block
 * @param records gives a record's block by its path and CID
 * @param tampering what is done to each block on its way out; null leaves the block out
 */
record Export(Did did, Tid rev, Block head, Mst tree, RecordSource records, Tampering tampering) {
    private static final int VARINT_BITS = 7;

    /** Finds records. */
    @FunctionalInterface
    interface RecordSource {
        Block block(String path, Cid cid);
    }

    /** Changes blocks. */
    @FunctionalInterface
    interface Tampering {
        @Nullable
        Block changed(Block block);
    }

    static Export honest(Did did, Tid rev, Block head, Mst tree, RecordSource records) {
        return new Export(did, rev, head, tree, records, block -> block);
    }

    /** The export without one of its blocks. */
    Export without(Cid cid) {
        return tampered(block -> block.cid().equals(cid) ? null : block);
    }

    /** The export with another block in the place of one. */
    Export with(Cid cid, UnaryOperator<Block> change) {
        return tampered(block -> block.cid().equals(cid) ? change.apply(block) : block);
    }

    /** The export under another commit. */
    Export under(Block otherHead) {
        return new Export(did, rev, otherHead, tree, records, tampering);
    }

    /** Writes all of it as a CAR: the commit first, then nodes, parents before children, then records in key order. */
    void writeTo(OutputStream out) throws IOException {
        out.write(CarWriter.write(List.of(head.cid()), List.of()));
        writeChanged(head, out);
        for (Map.Entry<Cid, byte[]> node : tree.nodes().entrySet()) {
            writeChanged(new Block(node.getKey(), node.getValue()), out);
        }
        for (Map.Entry<String, Cid> entry : tree.entries().entrySet()) {
            writeChanged(records.block(entry.getKey(), entry.getValue()), out);
        }
    }

    /** Returns the proof of one record as a CAR: the commit, the path to the key, and the record if there is one. */
    byte[] proof(String path) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(head);
        tree.path(path).forEach((cid, node) -> blocks.add(new Block(cid, node)));
        tree.get(path).ifPresent(cid -> blocks.add(records.block(path, cid)));
        return CarWriter.write(List.of(head.cid()), blocks);
    }

    private Export tampered(Tampering more) {
        return new Export(did, rev, head, tree, records, more);
    }

    private void writeChanged(Block block, OutputStream out) throws IOException {
        Block changed = tampering.changed(block);
        if (changed != null) {
            write(changed, out);
        }
    }

    /** Writes a block as a section of a CAR. */
    static void write(Block block, OutputStream out) throws IOException {
        int length = Cid.LENGTH + block.data().length;
        for (; length >>> VARINT_BITS != 0; length >>>= VARINT_BITS) {
            out.write((length & 0x7f) | 0x80);
        }
        out.write(length);
        out.write(block.cid().bytes());
        out.write(block.data());
    }
}
