package dev.sigwatch.atproto.car;

import dev.sigwatch.atproto.cid.Cid;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Where in an archive the blocks lie, for archives of millions of them: about 50 bytes a block, in no objects. It is a hash table
 * of entry numbers over entries that are only ever appended.
 */
public final class BlockIndex {
    /** Blocks of one archive that are indexed: a repository of some three million records, 240 MB here. */
    public static final int MAX_BLOCKS = 1 << 22;

    /** Archives that are indexed end before this, 256 GiB. */
    public static final long MAX_POSITION = 1L << 38;

    /** No block. */
    public static final int ABSENT = -1;

    private static final int DIGEST_WORDS = 4;
    /** The digest, and where the block is: position, length and codec in one word. */
    private static final int WORDS = DIGEST_WORDS + 1;

    private static final int LENGTH_BITS = 25;
    private static final int WHERE_BITS = LENGTH_BITS + 1;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int FIRST_TABLE = 1 << 8;

    /** Digests are easily mined to agree in a few bits; where they fall must not be known beforehand. */
    private final long seed = new SecureRandom().nextLong();

    private long[][] chunks = new long[16][];
    /** Entry numbers, from 1; 0 where there is none. */
    private int[] table = new int[FIRST_TABLE];

    private final int maxBlocks;
    private int size;

    /** An empty index, for {@link #MAX_BLOCKS}. */
    public BlockIndex() {
        this(MAX_BLOCKS);
    }

    BlockIndex(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    /**
     * Adds a block, unless it is there already.
     *
     * @return false if it is new and there is no room for it: {@link #MAX_BLOCKS} or {@link #MAX_POSITION} is reached
     */
    public boolean add(Cid cid, long position, int length) {
        if (length < 0 || length >= 1 << LENGTH_BITS) {
            throw new IllegalArgumentException("block longer than a section");
        }
        int slot = slot(cid);
        if (table[slot] != 0) {
            return true;
        }
        if (size == maxBlocks || position >= MAX_POSITION) {
            return false;
        }
        append(cid, (position << WHERE_BITS) | ((long) length << 1) | codecBit(cid));
        table[slot] = size;
        if (size > table.length - table.length / 4) {
            grow();
        }
        return true;
    }

    /** Returns the entry of a block, or {@link #ABSENT}. */
    public int find(Cid cid) {
        return table[slot(cid)] - 1;
    }

    /** Returns where the block of an entry begins. */
    public long position(int entry) {
        return where(entry) >>> WHERE_BITS;
    }

    /** Returns how many bytes the block of an entry has. */
    public int length(int entry) {
        return (int) (where(entry) >>> 1) & ((1 << LENGTH_BITS) - 1);
    }

    /** Returns the number of distinct blocks. */
    public int size() {
        return size;
    }

    private void append(Cid cid, long where) {
        int chunk = size >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunk);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK * WORDS];
        }
        int at = at(size);
        for (int i = 0; i < DIGEST_WORDS; i++) {
            chunks[chunk][at + i] = cid.digestWord(i);
        }
        chunks[chunk][at + DIGEST_WORDS] = where;
        size++;
    }

    private void grow() {
        int[] larger = new int[2 * table.length];
        for (int entry = 0; entry < size; entry++) {
            int slot = hash(chunks[entry >>> CHUNK_BITS][at(entry)]) & (larger.length - 1);
            while (larger[slot] != 0) {
                slot = (slot + 1) & (larger.length - 1);
            }
            larger[slot] = entry + 1;
        }
        table = larger;
    }

    /** Returns the slot that has the block, or the empty one where it belongs. */
    private int slot(Cid cid) {
        int slot = hash(cid.digestWord(0)) & (table.length - 1);
        while (table[slot] != 0 && !holds(table[slot] - 1, cid)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean holds(int entry, Cid cid) {
        long[] chunk = chunks[entry >>> CHUNK_BITS];
        int at = at(entry);
        return chunk[at] == cid.digestWord(0)
                && chunk[at + 1] == cid.digestWord(1)
                && chunk[at + 2] == cid.digestWord(2)
                && chunk[at + 3] == cid.digestWord(3)
                && (chunk[at + DIGEST_WORDS] & 1) == codecBit(cid);
    }

    private long where(int entry) {
        return chunks[entry >>> CHUNK_BITS][at(entry) + DIGEST_WORDS];
    }

    private static int at(int entry) {
        return (entry & (CHUNK - 1)) * WORDS;
    }

    private static long codecBit(Cid cid) {
        return cid.codec() == Cid.Codec.RAW ? 1 : 0;
    }

    /** Spreads the seeded first word over all bits, as MurmurHash3 ends. */
    private int hash(long digestWord) {
        long mixed = (digestWord ^ seed) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (int) (mixed >>> 32);
    }
}
