package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoExport.PartConsumer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers records with the nodes that lead to them, and hands them on as an archive whenever there are enough. */
final class ExportParts {
    /** A section's length and CID, roughly. */
    private static final int SECTION_OVERHEAD = 40;

    private final ExportBlocks blocks;
    private final Block commit;
    private final int maxBytes;
    private final PartConsumer consumer;
    private final Map<Cid, Block> part = new LinkedHashMap<>();
    private int size;
    private boolean isFirst = true;

    ExportParts(ExportBlocks blocks, Block commit, int maxBytes, PartConsumer consumer) {
        this.blocks = blocks;
        this.commit = commit;
        this.maxBytes = maxBytes;
        this.consumer = consumer;
        clear();
    }

    void add(List<Block> path, Cid record) throws IOException {
        Block block = new Block(record, blocks.read(record));
        if (part.size() > 1 && size + added(path, block) > maxBytes) {
            flush();
        }
        size += added(path, block);
        path.forEach(node -> part.put(node.cid(), node));
        part.put(record, block);
    }

    /** Hands on what is left, or the commit alone if there was nothing. */
    void end() throws IOException {
        if (part.size() > 1 || isFirst) {
            flush();
        }
    }

    private void flush() throws IOException {
        consumer.accept(CarWriter.write(List.of(commit.cid()), part.values()));
        isFirst = false;
        clear();
    }

    private void clear() {
        part.clear();
        part.put(commit.cid(), commit);
        size = 2 * SECTION_OVERHEAD + commit.data().length;
    }

    private int added(List<Block> path, Block record) {
        int added = added(record);
        for (Block node : path) {
            added += added(node);
        }
        return added;
    }

    private int added(Block block) {
        return part.containsKey(block.cid()) ? 0 : SECTION_OVERHEAD + block.data().length;
    }
}
