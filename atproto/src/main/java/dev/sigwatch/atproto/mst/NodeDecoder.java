package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MalformedNodeException.Fault;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one node. Canonical form leaves its fields a single order, so that is the order asked for. */
final class NodeDecoder {
    private static final byte[] NO_KEY = {};
    private static final int LINK_TAG = 42;
    private static final int BYTES = 0x40;
    private static final int BYTES_WITH_LENGTH = 0x58;

    private final Slice block;
    private final CborReader reader;

    NodeDecoder(Slice block) {
        this.block = block;
        this.reader = new CborReader(block);
    }

    MstNode node() {
        MapReader fields = map(MstNode.NODE_FIELDS);
        field(fields, "e", CborType.ARRAY);
        int at = reader.position();
        int size = reader.readArray();
        if (size > MstNode.MAX_ENTRIES) {
            throw new MalformedNodeException(Fault.LIMIT, at, "node with more than 8192 entries");
        }
        byte[][] keys = new byte[size][];
        Cid[] values = new Cid[size];
        @Nullable Cid[] children = new Cid[size + 1];
        byte[] before = NO_KEY;
        for (int i = 0; i < size; i++) {
            MapReader entry = map(MstNode.ENTRY_FIELDS);
            before = keys[i] = key(entry, before);
            children[i + 1] = child(entry, "t");
            values[i] = value(entry);
        }
        children[0] = child(fields, "l");
        reader.requireEnd();
        return new MstNode(keys, values, children);
    }

    private byte[] key(MapReader entry, byte[] before) {
        field(entry, "k", CborType.BYTES);
        int at = reader.position();
        Slice rest = reader.readBytesSlice();
        field(entry, "p", CborType.INT);
        long prefix = reader.readInt();
        if (prefix < 0 || prefix > before.length) {
            throw new MalformedNodeException(Fault.PREFIX, at, "prefix beyond the key before");
        }
        int shared = (int) prefix;
        if (rest.length() > MstKey.MAX_LENGTH - shared) {
            throw new MalformedNodeException(Fault.LIMIT, at, "key longer than 1024 bytes");
        }
        requireAfter(before, shared, rest, at);
        byte[] key = Arrays.copyOf(before, shared + rest.length());
        System.arraycopy(rest.buf(), rest.offset(), key, shared, rest.length());
        return key;
    }

    /** With the longest prefix taken off, the first byte that is left decides the order of two keys. */
    private static void requireAfter(byte[] before, int shared, Slice rest, int at) {
        if (rest.length() == 0) {
            throw new MalformedNodeException(Fault.KEY_ORDER, at, "key empty or not after the one before");
        }
        if (shared == before.length) {
            return;
        }
        int order = Byte.compareUnsigned(rest.buf()[rest.offset()], before[shared]);
        if (order == 0) {
            throw new MalformedNodeException(Fault.PREFIX, at, "prefix that is not the longest");
        }
        if (order < 0) {
            throw new MalformedNodeException(Fault.KEY_ORDER, at, "key not after the one before");
        }
    }

    private @Nullable Cid child(MapReader fields, String name) {
        nextField(fields, name);
        if (reader.tryReadNull()) {
            return null;
        }
        require(CborType.LINK);
        int at = reader.position();
        Cid child = reader.readLink();
        if (child.codec() != Cid.Codec.DAG_CBOR) {
            throw schema(at);
        }
        return child;
    }

    private Cid value(MapReader entry) {
        field(entry, "v", CborType.LINK);
        int at = reader.position();
        try {
            return reader.readLink();
        } catch (MalformedException e) {
            throw isOtherCid(at)
                    ? new MalformedNodeException(Fault.VALUE_CID, at, "record named by another kind of CID")
                    : e;
        }
    }

    /** Whether there is a link to something: tag 42, a byte string, its leading zero. */
    private boolean isOtherCid(int at) {
        byte[] buf = block.buf();
        int left = block.end() - at;
        if (left < 4 || (buf[at + 1] & 0xff) != LINK_TAG) {
            return false;
        }
        int head = buf[at + 2] & 0xff;
        int zeroAt = at + (head < BYTES_WITH_LENGTH ? 3 : 4);
        return head > BYTES && head <= BYTES_WITH_LENGTH && zeroAt < block.end() && buf[zeroAt] == 0;
    }

    private MapReader map(int fields) {
        require(CborType.MAP);
        int at = reader.position();
        MapReader map = reader.readMap();
        if (map.size() != fields) {
            throw schema(at);
        }
        return map;
    }

    private void field(MapReader fields, String name, CborType type) {
        nextField(fields, name);
        require(type);
    }

    private void nextField(MapReader fields, String name) {
        int at = reader.position();
        if (!fields.next() || !fields.keyIs(name)) {
            throw schema(at);
        }
    }

    private void require(CborType type) {
        if (reader.peekType() != type) {
            throw schema(reader.position());
        }
    }

    private static MalformedNodeException schema(int at) {
        return new MalformedNodeException(Fault.SCHEMA, at, "not a tree node's fields");
    }
}
