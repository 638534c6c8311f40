package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.BlockIndex;
import dev.sigwatch.atproto.car.CarScanner;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.TreeProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The true blocks of an export: where they are, and their bytes when they are asked for. */
final class ExportBlocks {
    private final ExportFile file;
    private final long size;
    private final BlockIndex index = new BlockIndex();
    private @Nullable Cid root;

    private ExportBlocks(ExportFile file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /** Reads an export from its beginning to its end, or as far as it can be read. */
    static ExportBlocks scan(ExportFile file, ProblemList problems) throws IOException {
        ExportBlocks blocks = new ExportBlocks(file);
        try (InputStream in = blocks.new Input()) {
            blocks.scan(new CarScanner(in), problems);
        } catch (MalformedException unreadable) {
            problems.add(Kind.CAR, unreadable.rule());
        }
        return blocks;
    }

    private void scan(CarScanner scanner, ProblemList problems) throws IOException {
        root = scanner.readHeader().get(0);
        while (scanner.next()) {
            Cid cid = scanner.blockCid();
            if (!scanner.isTrue()) {
                problems.add(Kind.HASH_MISMATCH, cid.toString());
            } else if (!index.add(cid, scanner.position(), scanner.length())) {
                problems.add(Kind.LIMIT, "more than " + BlockIndex.MAX_BLOCKS + " blocks, or too large an archive");
                return;
            }
        }
    }

    /** Returns the first root; null if the header cannot be read. */
    @Nullable
    Cid root() {
        return root;
    }

    long size() {
        return size;
    }

    boolean has(Cid cid) {
        return index.find(cid) != BlockIndex.ABSENT;
    }

    /** Returns the length of a block that is there. */
    int length(Cid cid) {
        return index.length(entry(cid));
    }

    /** Returns the bytes of a block that is there. */
    byte[] read(Cid cid) throws IOException {
        int entry = entry(cid);
        byte[] bytes = new byte[index.length(entry)];
        file.read(index.position(entry), bytes, 0, bytes.length);
        return bytes;
    }

    private int entry(Cid cid) {
        int entry = index.find(cid);
        if (entry == BlockIndex.ABSENT) {
            throw new IllegalArgumentException("no such block: " + cid);
        }
        return entry;
    }

    /** The file from its beginning. */
    private final class Input extends InputStream {
        private long at;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (at == size && length > 0) {
                return -1;
            }
            int count = (int) Math.min(length, size - at);
            file.read(at, into, offset, count);
            at += count;
            return count;
        }
    }
}
