package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.DidDocuments;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** An account with keys of its own: its identity as a directory serves it, its repository as a server exports it. */
public final class Publisher {
    public static final PrivateKey ROTATION = PrivateKey.generate(Curve.K256, new SplittableRandom(11));
    public static final PrivateKey SIGNING = PrivateKey.generate(Curve.K256, new SplittableRandom(12));
    public static final PrivateKey NEXT = PrivateKey.generate(Curve.P256, new SplittableRandom(13));
    public static final String HANDLE = "alice.example.com";
    public static final Tid REV = Tid.of(1_700_000_000_000_000L, 7);

    private final List<SignedPlcOperation> operations = new ArrayList<>();
    private final TreeMap<String, Cid> entries = new TreeMap<>();
    private final Map<Cid, byte[]> records = new LinkedHashMap<>();

    /** @param pds the server's URL */
    public Publisher(String pds, int records) {
        operations.add(PlcOperation.genesis(List.of(ROTATION.publicKey()), SIGNING.publicKey(), HANDLE, pds)
                .sign(ROTATION));
        for (int i = 0; i < records; i++) {
            byte[] record = CborValue.of(Map.of(
                            "$type", CborValue.of("io.atcr.tag"), "tag", CborValue.of("v" + i), "n", CborValue.of(i)))
                    .encode();
            Cid cid = Cid.ofDagCbor(record);
            entries.put("io.atcr.tag/v" + i, cid);
            this.records.put(cid, record);
        }
    }

    /** Publishes another signing key. */
    public Publisher rotate(PrivateKey key) {
        SignedPlcOperation head = head();
        operations.add(head.operation()
                .after(head.cid())
                .withSigningKey(key.publicKey())
                .sign(ROTATION));
        return this;
    }

    public Did did() {
        return operations.get(0).deriveDid();
    }

    public byte[] document() {
        return utf8(DidDocuments.render(did(), head().operation()));
    }

    public byte[] auditLog() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            SignedPlcOperation operation = operations.get(i);
            lines.add("{\"did\":\"" + did() + "\",\"operation\":" + operation.toJson() + ",\"cid\":\"" + operation.cid()
                    + "\",\"nullified\":false,\"createdAt\":\"2026-01-0" + (i + 1) + "T00:00:00.000Z\"}");
        }
        return utf8("[" + String.join(",", lines) + "]");
    }

    public Mst tree() {
        return Mst.of(entries);
    }

    public Map<Cid, byte[]> records() {
        return records;
    }

    public Cid record(String path) {
        return Objects.requireNonNull(entries.get(path), path);
    }

    public Commit commit() {
        return Commit.sign(did(), tree().root(), REV, SIGNING);
    }

    /** The repository, signed with the first key. */
    public byte[] export() {
        return export(commit(), tree().nodes(), records);
    }

    /** An archive of a commit and blocks. */
    @SafeVarargs
    public static byte[] export(Commit commit, Map<Cid, byte[]>... blocks) {
        Block root = Block.ofDagCbor(commit.toBytes());
        List<Block> all = new ArrayList<>(List.of(root));
        for (Map<Cid, byte[]> some : blocks) {
            some.forEach((cid, bytes) -> all.add(new Block(cid, bytes)));
        }
        return CarWriter.write(List.of(root.cid()), all);
    }

    private SignedPlcOperation head() {
        return operations.get(operations.size() - 1);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
