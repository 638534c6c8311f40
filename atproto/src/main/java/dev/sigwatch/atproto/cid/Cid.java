package dev.sigwatch.atproto.cid;

import dev.sigwatch.atproto.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A content identifier: CIDv1, codec DAG-CBOR or raw, SHA-256. Nothing else is a CID here; see <a
 * href="https://atproto.com/specs/data-model#link-and-cid-formats">the data model specification</a>.
 */
public final class Cid implements Comparable<Cid> {
    /** What the identified bytes are. */
    public enum Codec {
        /** 0x71: one DRISL item. Commits, tree nodes, records. */
        DAG_CBOR(0x71),
        /** 0x55: any bytes. Blobs. */
        RAW(0x55);

        private final byte code;

        Codec(int code) {
            this.code = (byte) code;
        }
    }

    /** Bytes in the binary form: {@code 01 | 71 or 55 | 12 | 20 | digest}. */
    public static final int LENGTH = 36;

    /** Characters in the text form: {@code b} and base32 of the binary form. */
    public static final int TEXT_LENGTH = 59;

    private static final int PREFIX = LENGTH - Sha256.LENGTH;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    // The digest in four words: no array to copy, guard or chase, and equality in four comparisons.
    private final long a;
    private final long b;
    private final long c;
    private final long d;
    private final Codec codec;

    private Cid(Codec codec, byte[] buf, int digestAt) {
        this.codec = codec;
        this.a = (long) LONG.get(buf, digestAt);
        this.b = (long) LONG.get(buf, digestAt + 8);
        this.c = (long) LONG.get(buf, digestAt + 16);
        this.d = (long) LONG.get(buf, digestAt + 24);
    }

    /**
     * Reads the 36-byte binary form.
     *
     * @throws MalformedException if fewer bytes are left, or they are another kind of CID
     */
    public static Cid read(byte[] buf, int offset) {
        if (offset < 0 || buf.length - offset < LENGTH) {
            throw new MalformedException(offset, "CID shorter than 36 bytes");
        }
        Codec codec = codec(buf[offset + 1]);
        if (buf[offset] != 1 || codec == null || buf[offset + 2] != 0x12 || buf[offset + 3] != 0x20) {
            throw new MalformedException(offset, "CID must be v1, DAG-CBOR or raw, SHA-256");
        }
        return new Cid(codec, buf, offset + PREFIX);
    }

    /**
     * Reads the text form, {@code b} and 58 characters of lower-case base32.
     *
     * @throws MalformedException if the text is anything else
     */
    public static Cid parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(0) != 'b') {
            throw new MalformedException(-1, "CID text must be b and 58 characters of base32");
        }
        return read(Base32.decode(text, 1), 0);
    }

    /** Reads the text form, or returns empty if the text is anything else. */
    public static Optional<Cid> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (MalformedException notACid) {
            return Optional.empty();
        }
    }

    /** Returns the CID of a DRISL block. */
    public static Cid ofDagCbor(byte[] block) {
        return ofDagCbor(new Sha256(), block);
    }

    /** Returns the CID of a DRISL block, hashed with the given working space. */
    public static Cid ofDagCbor(Sha256 sha256, byte[] block) {
        return new Cid(Codec.DAG_CBOR, sha256.hash(block, 0, block.length), 0);
    }

    /** Returns the CID of raw data. */
    public static Cid ofRaw(byte[] data) {
        return new Cid(Codec.RAW, new Sha256().hash(data, 0, data.length), 0);
    }

    /** Whether the SHA-256 of the slice is this CID's digest. */
    public boolean matches(byte[] buf, int offset, int length) {
        return hasDigest(new Sha256().hash(buf, offset, length));
    }

    /** Whether the 32 bytes are this CID's digest. */
    public boolean hasDigest(byte[] digest) {
        return digest.length == Sha256.LENGTH
                && a == (long) LONG.get(digest, 0)
                && b == (long) LONG.get(digest, 8)
                && c == (long) LONG.get(digest, 16)
                && d == (long) LONG.get(digest, 24);
    }

    /** Returns the binary form in a new array of 36 bytes. */
    public byte[] bytes() {
        byte[] out = new byte[LENGTH];
        write(out, 0);
        return out;
    }

    /** Writes the binary form to {@code out[offset, offset + 36)}. */
    public void write(byte[] out, int offset) {
        out[offset] = 1;
        out[offset + 1] = codec.code;
        out[offset + 2] = 0x12;
        out[offset + 3] = 0x20;
        writeDigest(out, offset + PREFIX);
    }

    /** Returns the SHA-256 digest in a new array of 32 bytes. */
    public byte[] digest() {
        byte[] out = new byte[Sha256.LENGTH];
        writeDigest(out, 0);
        return out;
    }

    /** Returns eight bytes of the digest as one number, big-endian: the first eight, the next, or those after; 0 to 3. */
    public long digestWord(int i) {
        return switch (i) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            default -> throw new IllegalArgumentException("a digest has four words");
        };
    }

    /** Returns what the identified bytes are. */
    public Codec codec() {
        return codec;
    }

    private void writeDigest(byte[] out, int offset) {
        LONG.set(out, offset, a);
        LONG.set(out, offset + 8, b);
        LONG.set(out, offset + 16, c);
        LONG.set(out, offset + 24, d);
    }

    private static @Nullable Codec codec(byte code) {
        return code == Codec.DAG_CBOR.code ? Codec.DAG_CBOR : code == Codec.RAW.code ? Codec.RAW : null;
    }

    /** Orders as the binary forms are ordered, bytewise and unsigned. */
    @Override
    public int compareTo(Cid other) {
        if (codec != other.codec) {
            return codec.code - other.codec.code;
        }
        int order = Long.compareUnsigned(a, other.a);
        order = order != 0 ? order : Long.compareUnsigned(b, other.b);
        order = order != 0 ? order : Long.compareUnsigned(c, other.c);
        return order != 0 ? order : Long.compareUnsigned(d, other.d);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cid cid && a == cid.a && b == cid.b && c == cid.c && d == cid.d && codec == cid.codec;
    }

    @Override
    public int hashCode() {
        return (int) a;
    }

    /** Returns the text form. */
    @Override
    public String toString() {
        return 'b' + Base32.encode(bytes());
    }
}
