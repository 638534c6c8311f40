package dev.sigwatch.standalone.redact;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.standalone.trust.Publisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A publisher whose records each say something that nobody must know. */
public final class Secretive {
    private final Publisher publisher = new Publisher("https://pds.example.com", 0);
    private final TreeMap<String, Cid> entries = new TreeMap<>();
    private final Map<Cid, byte[]> records = new LinkedHashMap<>();

    public Secretive(int count) {
        for (int i = 0; i < count; i++) {
            byte[] record = CborValue.of(
                            Map.of("$type", CborValue.of("io.atcr.repo.page"), "description", CborValue.of(secret(i))))
                    .encode();
            Cid cid = Cid.ofDagCbor(record);
            entries.put(path(i), cid);
            records.put(cid, record);
        }
    }

    /** What the record with a number says. */
    public static String secret(int i) {
        return "the secret of number " + i + ".";
    }

    public static String path(int i) {
        return "io.atcr.repo.page/p" + i;
    }

    public Publisher publisher() {
        return publisher;
    }

    public Cid cid(int i) {
        return Objects.requireNonNull(entries.get(path(i)));
    }

    public Commit commit() {
        return Commit.sign(publisher.did(), Mst.of(entries).root(), Publisher.REV, Publisher.SIGNING);
    }

    public Cid commitCid() {
        return Cid.ofDagCbor(commit().toBytes());
    }

    /** An archive of all of it. */
    public byte[] export() {
        return Publisher.export(commit(), Mst.of(entries).nodes(), records);
    }

    /** The message that creates all of it. */
    public byte[] frame() {
        return frame(Map.of());
    }

    /** The message that creates all of it, with more blocks that belong to nothing. */
    public byte[] frame(Map<Cid, byte[]> more) {
        List<RepoOperation> ops = new ArrayList<>();
        entries.forEach((path, cid) ->
                ops.add(new RepoOperation(RepoOperation.Action.CREATE, RepoPath.parse(path), cid, null)));
        byte[] blocks = Publisher.export(commit(), Mst.of(entries).nodes(), records, more);
        return FrameEncoder.encode(
                new RepoEvent.Commit(
                        publisher.did(),
                        Publisher.REV,
                        null,
                        commitCid(),
                        Slice.of(blocks),
                        ops,
                        ops.size(),
                        null,
                        false,
                        false),
                7,
                "2026-01-01T00:00:00.000Z");
    }

    /** Whether bytes have a text in them. */
    public static boolean has(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }
}
