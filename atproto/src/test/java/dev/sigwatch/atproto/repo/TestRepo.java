package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A repository made for a test. */
final class TestRepo {
    static final PrivateKey KEY = PrivateKey.generate(Curve.K256, new Random(1));
    static final List<String> COLLECTIONS =
            List.of("app.bsky.feed.post", "io.atcr.manifest", "io.atcr.tag", "io.atcrx.other", "sh.tangled.repo");

    final SortedMap<String, byte[]> records;
    final Mst tree;
    final byte[] commit;

    private TestRepo(SortedMap<String, byte[]> records) {
        this.records = records;
        SortedMap<String, Cid> entries = new TreeMap<>();
        records.forEach((path, record) -> entries.put(path, Cid.ofDagCbor(record)));
        tree = Mst.of(entries);
        commit = commit(tree.root());
    }

    static TestRepo of(Random random, int size) {
        SortedMap<String, byte[]> records = new TreeMap<>();
        while (records.size() < size) {
            String collection = COLLECTIONS.get(random.nextInt(COLLECTIONS.size()));
            records.put(collection + "/" + Long.toString(random.nextLong(1L << 40), 36), record(random));
        }
        return new TestRepo(records);
    }

    /** The bytes of a signed commit on a tree. */
    static byte[] commit(Cid data) {
        Did did = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
        return Commit.sign(did, data, Tid.parse("3lgde2mwtlcr2"), KEY).toBytes();
    }

    /** An export of a commit on a tree, with these blocks. */
    static byte[] export(Cid data, List<Block> blocks) {
        Block commit = Block.ofDagCbor(commit(data));
        List<Block> all = new ArrayList<>(blocks);
        all.add(commit);
        return CarWriter.write(List.of(commit.cid()), all);
    }

    /** The bytes of a record that is there. */
    byte[] record(String path) {
        return Objects.requireNonNull(records.get(path));
    }

    /** The blocks of the tree and the records. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        tree.nodes().forEach((cid, bytes) -> blocks.add(new Block(cid, bytes)));
        records.values().forEach(record -> blocks.add(Block.ofDagCbor(record)));
        return blocks;
    }

    byte[] export() {
        return export(tree.root(), blocks());
    }

    private static byte[] record(Random random) {
        CborValue text = CborValue.of("x".repeat(random.nextInt(400)));
        return CborValue.of(Map.of("n", CborValue.of(random.nextInt(1 << 20)), "text", text))
                .encode();
    }
}
