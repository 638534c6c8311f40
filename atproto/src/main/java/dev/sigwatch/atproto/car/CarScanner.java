package dev.sigwatch.atproto.car;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CAR v1 archive of any size from its beginning to its end, hashing every block and keeping none: where each one lies is
 * what it tells. Memory is one buffer, whatever the archive holds.
 */
public final class CarScanner {
    /** Bytes of a section beyond which an archive is not read further, as go-car bounds it. */
    public static final int MAX_SECTION = 32 << 20;

    /** Bytes of a header; go-car allows as much as in a section, but honest headers have one root. */
    public static final int MAX_HEADER = 1 << 15;

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buf = new byte[BUFFER];
    private final Sha256 sha256 = new Sha256();
    private final byte[] digest = new byte[Sha256.LENGTH];
    /** Where in the archive the buffer begins. */
    private long bufferAt;

    private int at;
    private int limit;
    private @Nullable Cid cid;
    private long position;
    private int length;
    private boolean isTrue;

    /** Reads from a stream, which the caller closes. Its {@code read} should take what it is asked for: 64 KiB. */
    public CarScanner(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the header, which comes before the blocks.
     *
     * @return the roots, at least one
     * @throws MalformedException if this is not a CAR v1 with at least one root
     * @throws IOException if the stream cannot be read
     */
    public List<Cid> readHeader() throws IOException {
        int size = sectionLength(MAX_HEADER);
        if (fill(size) < size) {
            throw malformed("CAR header beyond the end");
        }
        at += size;
        return Car.readHeader(buf, at - size, at);
    }

    /**
     * Reads the next block, if there is one more.
     *
     * @throws MalformedException if what follows is not a section: nothing after it can be read
     * @throws IOException if the stream cannot be read
     */
    public boolean next() throws IOException {
        if (fill(1) == 0) {
            return false;
        }
        int section = sectionLength(MAX_SECTION);
        if (section < Cid.LENGTH || fill(Cid.LENGTH) < Cid.LENGTH) {
            throw malformed("CAR section shorter than a CID");
        }
        Cid claimed = cid();
        at += Cid.LENGTH;
        position = bufferAt + at;
        length = section - Cid.LENGTH;
        for (int left = length; left > 0; ) {
            int chunk = Math.min(fill(1), left);
            if (chunk == 0) {
                throw malformed("CAR section beyond the end");
            }
            sha256.update(buf, at, chunk);
            at += chunk;
            left -= chunk;
        }
        sha256.finish(digest);
        isTrue = claimed.hasDigest(digest);
        cid = claimed;
        return true;
    }

    /** Returns what the block just read is said to be. */
    public Cid blockCid() {
        if (cid == null) {
            throw new IllegalStateException("no block was read");
        }
        return cid;
    }

    /** Whether its bytes are what its CID says. */
    public boolean isTrue() {
        return isTrue;
    }

    /** Returns where in the archive its bytes begin. */
    public long position() {
        return position;
    }

    /** Returns how many they are. */
    public int length() {
        return length;
    }

    private Cid cid() {
        try {
            return Cid.read(buf, at);
        } catch (MalformedException otherKind) {
            throw malformed(otherKind.rule());
        }
    }

    private int sectionLength(int max) throws IOException {
        int available = Math.min(fill(VarInt.MAX_LENGTH), VarInt.MAX_LENGTH);
        int end;
        try {
            end = VarInt.end(buf, at, at + available);
        } catch (MalformedException bad) {
            throw malformed(bad.rule());
        }
        int value = VarInt.read(buf, at, end);
        if (value == 0 || value > max) {
            throw malformed("CAR section empty or longer than " + max + " bytes");
        }
        at = end;
        return value;
    }

    /** Reads until so many bytes are in the buffer, at most its size, or the end is reached; returns how many there are. */
    private int fill(int wanted) throws IOException {
        if (limit - at < wanted) {
            System.arraycopy(buf, at, buf, 0, limit - at);
            bufferAt += at;
            limit -= at;
            at = 0;
            while (limit < wanted) {
                int read = in.read(buf, limit, buf.length - limit);
                if (read < 0) {
                    break;
                }
                limit += read;
            }
        }
        return limit - at;
    }

    private MalformedException malformed(String rule) {
        return new MalformedException(-1, rule + " at byte " + (bufferAt + at));
    }
}
