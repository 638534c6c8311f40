package dev.sigwatch.atproto.bench;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.RootBuilder;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes the export of a repository of any size, holding one path of its tree: nine posts to one manifest, keys by time, records
 * of about 300 bytes, as a busy account has them. The same number of records gives the same file.
 *
 * <p>{@code SyntheticExport RECORDS FILE} writes one for other programs.
 */
public final class SyntheticExport {
    private static final Did DID = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
    private static final long FIRST_TIME = 1_700_000_000_000_000L;

    private final Random random = new Random(1);
    private final Sha256 sha256 = new Sha256();
    private final PrivateKey key = PrivateKey.generate(Curve.K256, new Random(2));

    /** Writes one. */
    public static void main(String[] args) throws IOException {
        new SyntheticExport().write(Path.of(args[1]), Integer.parseInt(args[0]));
    }

    /** Writes an export; its header, which names the commit, is filled in at the end. */
    public void write(Path file, int records) throws IOException {
        byte[] header = header(Cid.ofDagCbor(new byte[0]));
        Cid root;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(header);
            RootBuilder tree = new RootBuilder((cid, bytes) -> section(out, new Block(cid, bytes)));
            for (int i = 0; i < records; i++) {
                Block record = record(i);
                section(out, record);
                tree.add(path(i, records).getBytes(StandardCharsets.US_ASCII), record.cid());
            }
            Commit commit = Commit.sign(DID, tree.root(), Tid.parse("3lgde2mwtlcr2"), key);
            Block block = Block.ofDagCbor(commit.toBytes());
            section(out, block);
            root = block.cid();
        }
        try (RandomAccessFile start = new RandomAccessFile(file.toFile(), "rw")) {
            start.write(header(root));
        }
    }

    /** Paths in their order: posts come before manifests. */
    private static String path(int i, int records) {
        int posts = records - records / 10;
        if (i < posts) {
            return "app.bsky.feed.post/" + tid(FIRST_TIME + i * 60_000_000L);
        }
        return String.format(Locale.ROOT, "io.atcr.manifest/%064x", (long) i);
    }

    private static String tid(long micros) {
        String digits = "234567abcdefghijklmnopqrstuvwxyz";
        char[] tid = new char[13];
        long value = micros << 10;
        for (int i = 12; i >= 0; i--) {
            tid[i] = digits.charAt((int) (value & 31));
            value >>>= 5;
        }
        return new String(tid);
    }

    private Block record(int i) {
        byte[] text = new byte[120 + random.nextInt(120)];
        for (int at = 0; at < text.length; at++) {
            text[at] = (byte) ('a' + random.nextInt(26));
        }
        byte[] bytes = new CborWriter()
                .writeMap(4)
                .writeText("text")
                .writeText(new String(text, StandardCharsets.US_ASCII))
                .writeText("$type")
                .writeText("app.bsky.feed.post")
                .writeText("index")
                .writeInt(i)
                .writeText("createdAt")
                .writeText("2026-11-01T00:00:00.000Z")
                .toBytes();
        return new Block(Cid.ofDagCbor(sha256, bytes), bytes);
    }

    private static byte[] header(Cid root) {
        return CarWriter.write(List.of(root), List.of());
    }

    /** One section is what an archive of one block has after its header. */
    private static void section(OutputStream out, Block block) {
        byte[] archive = CarWriter.write(List.of(block.cid()), List.of(block));
        int header = header(block.cid()).length;
        try {
            out.write(archive, header, archive.length - header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
