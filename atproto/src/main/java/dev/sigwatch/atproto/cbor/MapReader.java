package dev.sigwatch.atproto.cbor;

import dev.sigwatch.atproto.NonCanonicalException;
import java.nio.charset.StandardCharsets;

/**
 * The entries of a map that a {@link CborReader} is in. After each {@link #next()} that returns true, the value is read from
 * the reader, once. Keys must come in canonical order without repetition, which is checked as they come.
 */
public final class MapReader {
    private final CborReader reader;
    private final int size;
    private final int level;
    private int left;
    private int keyOffset;
    private int keyLength = -1;

    MapReader(CborReader reader, int size, int level) {
        this.reader = reader;
        this.size = size;
        this.level = level;
        this.left = size;
    }

    /** Returns the number of entries of the map. */
    public int size() {
        return size;
    }

    /**
     * Goes on to the next entry, if there is one, leaving the reader at its value.
     *
     * @throws NonCanonicalException if the key is not after the one before it
     * @throws IllegalStateException if the value of the entry before was not read
     */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        if (!reader.isAt(level, 2 * left)) {
            throw new IllegalStateException("the value of the entry before was not read");
        }
        int at = reader.position();
        int length = reader.keyHead();
        int offset = reader.position();
        if (keyLength >= 0) {
            int order = reader.compareKeys(keyOffset, keyLength, offset, length);
            if (order >= 0) {
                throw new NonCanonicalException(at, order == 0 ? "repeated map key" : "map key out of order");
            }
        }
        keyOffset = offset;
        keyLength = length;
        reader.advance(length);
        left--;
        return true;
    }

    /** Returns the key of the current entry. */
    public String key() {
        requireEntry();
        return new String(reader.buf, keyOffset, keyLength, StandardCharsets.UTF_8);
    }

    /** Whether the key of the current entry is the given ASCII text; makes no string. */
    public boolean keyIs(String ascii) {
        requireEntry();
        if (ascii.length() != keyLength) {
            return false;
        }
        for (int i = 0; i < keyLength; i++) {
            if (reader.buf[keyOffset + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void requireEntry() {
        if (keyLength < 0) {
            throw new IllegalStateException("no entry was begun");
        }
    }
}
