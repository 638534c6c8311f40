package dev.sigwatch.ingest.repo;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Repositories that are true, for tests that fetch them. */
final class SampleRepo {
    static final String FIRST_REV = "3k2a4cvyjs22a";
    static final String SECOND_REV = "3k2a4cvyjs22b";
    private static final PrivateKey KEY = PrivateKey.generate(Curve.K256, new SplittableRandom(7));

    private SampleRepo() {}

    /** An export of a repository with manifests of random bytes each and twice as many other records. */
    static byte[] export(String did, String rev, int manifests, int recordBytes) {
        Random random = new Random(1);
        TreeMap<String, Cid> entries = new TreeMap<>();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < manifests; i++) {
            add("io.atcr.manifest/m" + i, record(random, recordBytes), entries, blocks);
            add("app.bsky.feed.post/p" + i, record(random, 40), entries, blocks);
            add("io.example.other/o" + i, record(random, 40), entries, blocks);
        }
        Mst tree = Mst.of(entries);
        tree.nodes().forEach((cid, node) -> blocks.add(new Block(cid, node)));
        Commit commit = Commit.sign(Did.parse(did), tree.root(), Tid.parse(rev), KEY);
        Block head = Block.ofDagCbor(commit.toBytes());
        blocks.add(head);
        return CarWriter.write(List.of(head.cid()), blocks);
    }

    private static void add(String path, byte[] record, TreeMap<String, Cid> entries, List<Block> blocks) {
        Block block = Block.ofDagCbor(record);
        entries.put(path, block.cid());
        blocks.add(block);
    }

    private static byte[] record(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return new CborWriter().writeMap(1).writeText("x").writeBytes(noise).toBytes();
    }
}
