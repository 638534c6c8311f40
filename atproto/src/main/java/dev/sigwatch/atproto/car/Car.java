package dev.sigwatch.atproto.car;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CAR v1 archive in memory. Every block was hashed on reading; one whose bytes are not what its CID says is listed in {@link
 * #hashMismatches()} and never served. Blocks are slices of the input, in any order, possibly repeated.
 *
 * <p>The number of blocks is bounded by the input: a section takes at least 37 bytes. The size of the input is the caller's to
 * bound.
 */
public final class Car {
    private static final long VERSION = 1;

    private final List<Cid> roots;
    private final Map<Cid, Slice> blocks;
    private final List<Cid> hashMismatches;
    private final int blockCount;

    private Car(List<Cid> roots, Map<Cid, Slice> blocks, List<Cid> hashMismatches, int blockCount) {
        this.roots = roots;
        this.blocks = blocks;
        this.hashMismatches = hashMismatches;
        this.blockCount = blockCount;
    }

    /**
     * Reads an archive.
     *
     * @throws MalformedException if the slice is not a CAR v1 with at least one root, or holds a CID of another kind
     */
    public static Car read(byte[] buf, int offset, int length) {
        if (offset < 0 || length < 0 || length > buf.length - offset) {
            throw new IllegalArgumentException("archive outside its array");
        }
        int end = offset + length;
        int at = VarInt.end(buf, offset, end);
        int headerEnd = sectionEnd(buf, offset, at, end);
        List<Cid> roots = readHeader(buf, at, headerEnd);

        Map<Cid, Slice> blocks = new LinkedHashMap<>();
        List<Cid> hashMismatches = new ArrayList<>();
        Sha256 sha256 = new Sha256();
        byte[] digest = new byte[Sha256.LENGTH];
        int blockCount = 0;
        int next = headerEnd;
        while (next < end) {
            int cidAt = VarInt.end(buf, next, end);
            int sectionEnd = sectionEnd(buf, next, cidAt, end);
            if (sectionEnd - cidAt < Cid.LENGTH) {
                throw new MalformedException(next, "CAR section shorter than a CID");
            }
            Cid cid = Cid.read(buf, cidAt);
            int dataAt = cidAt + Cid.LENGTH;
            sha256.hash(buf, dataAt, sectionEnd - dataAt, digest);
            if (cid.hasDigest(digest)) {
                blocks.putIfAbsent(cid, new Slice(buf, dataAt, sectionEnd - dataAt));
            } else {
                hashMismatches.add(cid);
            }
            blockCount++;
            next = sectionEnd;
        }
        return new Car(roots, blocks, Collections.unmodifiableList(hashMismatches), blockCount);
    }

    /** Reads an archive that fills the array. */
    public static Car read(byte[] buf) {
        return read(buf, 0, buf.length);
    }

    /** Returns the roots in the order of the header, at least one. A root need not be among the blocks. */
    public List<Cid> roots() {
        return roots;
    }

    /** Returns the bytes of a block, if the archive has a true copy of it. */
    public Optional<Slice> block(Cid cid) {
        return Optional.ofNullable(blocks.get(cid));
    }

    /** Returns the CIDs of the true blocks, each once, in the order of the archive. */
    public Collection<Cid> cids() {
        return Collections.unmodifiableSet(blocks.keySet());
    }

    /** Returns the CIDs of sections whose bytes do not hash to them, in the order of the archive. */
    public List<Cid> hashMismatches() {
        return hashMismatches;
    }

    /** Returns the number of sections, counting repeated and untrue blocks. */
    public int blockCount() {
        return blockCount;
    }

    private static int sectionEnd(byte[] buf, int lengthAt, int from, int end) {
        int length = VarInt.read(buf, lengthAt, from);
        if (length == 0 || length > end - from) {
            throw new MalformedException(lengthAt, "CAR section empty or beyond the end");
        }
        return from + length;
    }

    static List<Cid> readHeader(byte[] buf, int from, int to) {
        CborReader reader = new CborReader(buf, from, to);
        List<Cid> roots = List.of();
        boolean isVersion1 = false;
        MapReader header = reader.readMap();
        while (header.next()) {
            if (header.keyIs("roots")) {
                roots = readRoots(reader);
            } else if (header.keyIs("version")) {
                isVersion1 = reader.readInt() == VERSION;
            } else {
                reader.passItem();
            }
        }
        reader.requireEnd();
        if (!isVersion1) {
            throw new MalformedException(from, "CAR version must be 1");
        }
        if (roots.isEmpty()) {
            throw new MalformedException(from, "CAR without a root");
        }
        return roots;
    }

    private static List<Cid> readRoots(CborReader reader) {
        int count = reader.readArray();
        List<Cid> roots = new ArrayList<>(Math.min(count, 4));
        for (int i = 0; i < count; i++) {
            roots.add(reader.readLink());
        }
        return Collections.unmodifiableList(roots);
    }
}
