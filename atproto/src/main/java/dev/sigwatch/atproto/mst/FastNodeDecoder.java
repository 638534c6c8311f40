package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads nodes whose bytes are laid out as they must be, without looking at them as CBOR: canonical form leaves a node's entries a
 * single layout. Whatever is not so laid out is left to {@link NodeDecoder}, which knows what is wrong with it; both accept the
 * same bytes, and tests hold them to that. Nodes are most of what a commit makes us read.
 */
final class FastNodeDecoder {
    private static final byte[] NO_KEY = {};
    private static final int NULL = 0xf6;
    /** Tag 42, 37 bytes, their leading zero. */
    private static final int LINK_HEAD = 5;

    private static final int LINK = LINK_HEAD + Cid.LENGTH;
    private static final int RAW = 0x55;
    private static final int DAG_CBOR = 0x71;

    private final byte[] buf;
    private final int end;
    private int pos;

    private FastNodeDecoder(Slice block) {
        this.buf = block.buf();
        this.pos = block.offset();
        this.end = block.end();
    }

    /** Returns the node, or null where the bytes are anything but a well-formed one. */
    static @Nullable MstNode decode(Slice block) {
        try {
            return new FastNodeDecoder(block).node();
        } catch (ArrayIndexOutOfBoundsException e) {
            // Shorter than its layout; the array may also go on behind the block, which every read of a length checks.
            return null;
        }
    }

    private @Nullable MstNode node() {
        if (!isNext(0xa2, 0x61, 'e')) {
            return null;
        }
        int size = head(0x80);
        // An entry takes at least 13 bytes and a link.
        if (size < 0 || size > MstNode.MAX_ENTRIES || (long) size * LINK > end - pos) {
            return null;
        }
        byte[][] keys = new byte[size][];
        Cid[] values = new Cid[size];
        @Nullable Cid[] children = new Cid[size + 1];
        byte[] before = NO_KEY;
        for (int i = 0; i < size; i++) {
            byte[] key = isNext(0xa4, 0x61, 'k') ? key(before) : null;
            if (key == null || !isNext(0x61, 't') || !child(children, i + 1) || !isNext(0x61, 'v')) {
                return null;
            }
            Cid value = link();
            if (value == null) {
                return null;
            }
            keys[i] = key;
            values[i] = value;
            before = key;
        }
        boolean isWhole = isNext(0x61, 'l') && child(children, 0) && pos == end;
        return isWhole ? new MstNode(keys, values, children) : null;
    }

    private byte @Nullable [] key(byte[] before) {
        int length = head(0x40);
        int from = pos;
        if (length <= 0 || length > end - pos) {
            return null;
        }
        pos += length;
        int shared = isNext(0x61, 'p') ? head(0) : -1;
        if (shared < 0 || shared > before.length || length > MstKey.MAX_LENGTH - shared) {
            return null;
        }
        if (shared < before.length && (buf[from] & 0xff) <= (before[shared] & 0xff)) {
            return null;
        }
        byte[] key = Arrays.copyOf(before, shared + length);
        System.arraycopy(buf, from, key, shared, length);
        return key;
    }

    private boolean child(@Nullable Cid[] children, int slot) {
        if ((buf[pos] & 0xff) == NULL) {
            pos++;
            return true;
        }
        if (buf[pos + LINK_HEAD + 1] != DAG_CBOR) {
            return false;
        }
        children[slot] = link();
        return children[slot] != null;
    }

    private @Nullable Cid link() {
        int cid = pos + LINK_HEAD;
        boolean isLink = end - pos >= LINK && isNext(0xd8, 0x2a, 0x58) && isNext(0x25, 0x00);
        if (!isLink
                || buf[cid] != 1
                || (buf[cid + 1] != DAG_CBOR && buf[cid + 1] != RAW)
                || buf[cid + 2] != 0x12
                || buf[cid + 3] != 0x20) {
            return null;
        }
        pos = cid + Cid.LENGTH;
        return Cid.read(buf, cid);
    }

    /** Reads the head of a type and returns its argument, at most 65,535 and in its shortest form; else -1. */
    private int head(int type) {
        int info = (buf[pos++] & 0xff) - type;
        if (info >= 0 && info < 24) {
            return info;
        }
        if (info == 24) {
            int argument = buf[pos++] & 0xff;
            return argument >= 24 ? argument : -1;
        }
        if (info == 25) {
            int argument = (buf[pos] & 0xff) << 8 | (buf[pos + 1] & 0xff);
            pos += 2;
            return argument > 0xff ? argument : -1;
        }
        return -1;
    }

    private boolean isNext(int a, int b) {
        boolean isNext = (buf[pos] & 0xff) == a && (buf[pos + 1] & 0xff) == b;
        pos += 2;
        return isNext;
    }

    private boolean isNext(int a, int b, int c) {
        boolean isNext = (buf[pos] & 0xff) == a && (buf[pos + 1] & 0xff) == b && (buf[pos + 2] & 0xff) == c;
        pos += 3;
        return isNext;
    }
}
