package dev.sigwatch.sink.row;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/**
 * Rows of one table, encoded, with the token that makes them go in once. It names its columns, so that one kept in a checkpoint
 * still fits after a later migration has added some.
 *
 * @param table the table's name
 * @param columns the columns in the order of the bytes
 * @param rows number of rows, at least 1
 * @param token one token, one batch, for ever
 * @param rowBinary the rows; compared by identity, and never written to
 */
public record RowBatch(String table, List<String> columns, int rows, UUID token, byte[] rowBinary) {

    private static final int VERSION = 1;

    /** Flink writes a checkpoint's operator state byte by byte: a second of CPU for what this level compresses in a tenth of it. */
    private static final int COMPRESSION_LEVEL = 1;

    /** Longest encoded batch: far above any writer's limit plus one row, far below what a broken length could ask for. */
    private static final int MAX_LENGTH = 256 << 20;

    /** The batch as bytes, for a checkpoint. */
    public byte[] toBytes() {
        byte[] compressed = Zstd.compress(rowBinary, COMPRESSION_LEVEL);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(compressed.length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(table);
            out.writeUTF(String.join(",", columns));
            out.writeInt(rows);
            out.writeLong(token.getMostSignificantBits());
            out.writeLong(token.getLeastSignificantBits());
            out.writeInt(rowBinary.length);
            out.writeInt(compressed.length);
            out.write(compressed);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The batch {@link #toBytes()} was called on.
     *
     * @throws IllegalStateException if the bytes are of another version or not a batch: a checkpoint of other software
     */
    public static RowBatch fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalStateException("a row batch of version " + version + ", not " + VERSION);
            }
            String table = Table.currentName(in.readUTF());
            List<String> columns = List.of(in.readUTF().split(",", -1));
            int rows = in.readInt();
            UUID token = new UUID(in.readLong(), in.readLong());
            int length = in.readInt();
            if (in.readInt() != in.available() || rows < 1 || length < 0 || length > MAX_LENGTH) {
                throw new IllegalStateException("a row batch cut short or too long");
            }
            return new RowBatch(table, columns, rows, token, Zstd.decompress(in.readAllBytes(), length));
        } catch (IOException | ZstdException e) {
            throw new IllegalStateException("not a row batch", e);
        }
    }

    @Override
    public String toString() {
        return rows + " rows for " + table + ", " + rowBinary.length + " bytes, token " + token;
    }
}
