package dev.sigwatch.job;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.RepoRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An account that writes registry records and signs its commits, one second apart. */
public final class Publisher {
    /** When everything begins, microseconds since the epoch. */
    public static final long START = 1_795_000_000_000_000L;

    static final String HOST = "relay.test";
    private static final long SECOND = 1_000_000;

    private final Did did;
    private final Random random;
    private PrivateKey key;
    private final SortedMap<RepoPath, byte[]> records = new TreeMap<>(Comparator.comparing(RepoPath::toString));
    private Mst tree = Mst.EMPTY;
    private byte[] head = {};
    private @Nullable Tid rev;
    private int commits;

    public Publisher(long seed) {
        random = new Random(seed);
        key = PrivateKey.generate(Curve.K256, random);
        StringBuilder id = new StringBuilder("did:plc:");
        random.ints(24, 0, 32).forEach(i -> id.append("abcdefghijklmnopqrstuvwxyz234567".charAt(i)));
        did = Did.parse(id.toString());
    }

    public String did() {
        return did.value();
    }

    /** Signs with another key from now on. */
    public void rotate() {
        key = PrivateKey.generate(Curve.P256, random);
    }

    /** The next commit: it creates one tag record. */
    public Frame commit() {
        return commit("v" + commits);
    }

    /** The next commit, of a tag of one's choice. */
    public Frame commit(String tag) {
        byte[] record = new CborWriter()
                .writeMap(3)
                .writeText("tag")
                .writeText(tag)
                .writeText("$type")
                .writeText("io.atcr.tag")
                .writeText("repository")
                .writeText("app")
                .toBytes();
        Cid recordCid = Cid.ofDagCbor(record);
        RepoPath path = RepoPath.parse("io.atcr.tag/app_" + tag);
        Mst before = tree;
        tree = tree.put(path.toString(), recordCid);
        records.put(path, record);
        Tid since = rev;
        long now = START + ++commits * SECOND;
        rev = Tid.of(now, 1);
        Commit commit = Commit.sign(did, tree.root(), rev, key);
        head = commit.toBytes();
        Cid commitCid = Cid.ofDagCbor(head);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block(commitCid, head));
        tree.proofBlocks(List.of(path.toString())).forEach((cid, bytes) -> blocks.add(new Block(cid, bytes)));
        blocks.add(new Block(recordCid, record));
        RepoEvent event = new RepoEvent.Commit(
                did,
                rev,
                since,
                commitCid,
                Slice.of(CarWriter.write(List.of(commitCid), blocks)),
                List.of(new RepoOperation(RepoOperation.Action.CREATE, path, recordCid, null)),
                1,
                before.root(),
                false,
                false);
        return frame(event, now);
    }

    /**
     * The repository's export as it is now, one record in each part.
     *
     * @param second when it was taken, after {@link #START}
     */
    public List<ExportPart> export(long second) {
        List<ExportPart> parts = new ArrayList<>();
        for (RepoPath path : records.keySet()) {
            parts.add(new ExportPart(
                    did(),
                    "https://pds.test/xrpc/com.atproto.sync.getRepo?did=" + did(),
                    START + second * SECOND,
                    RepoRequest.Reason.FIRST_SEEN,
                    parts.size(),
                    records.size(),
                    1_000,
                    records.size(),
                    "",
                    List.of(),
                    archive(path)));
        }
        return parts;
    }

    private byte[] archive(RepoPath path) {
        List<Block> blocks = new ArrayList<>();
        Cid commit = Cid.ofDagCbor(head);
        blocks.add(new Block(commit, head));
        tree.path(path.toString()).forEach((cid, bytes) -> blocks.add(new Block(cid, bytes)));
        byte[] record = Objects.requireNonNull(records.get(path));
        blocks.add(new Block(Cid.ofDagCbor(record), record));
        return CarWriter.write(List.of(commit), blocks);
    }

    /** An {@code #identity} notice. */
    public Frame identity() {
        return frame(new RepoEvent.Identity(did, "publisher.test"), START + ++commits * SECOND);
    }

    /** The DID document as it is now, seen a number of seconds after {@link #START}. */
    public IdentityObservation document(long second) {
        String json = """
                {"id":"%s","alsoKnownAs":["at://publisher.test"],"verificationMethod":[{"id":"%s#atproto","type":"Multikey",\
                "controller":"%s","publicKeyMultibase":"%s"}],"service":[{"id":"#atproto_pds",\
                "type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.test"}]}""".formatted(did(), did(), did(), key.publicKey().toMultikey());
        return new IdentityObservation(
                did(),
                IdentityObservation.Kind.DID_DOCUMENT,
                "https://plc.test/" + did(),
                START + second * SECOND,
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** The directory knows no such DID. */
    public IdentityObservation notFound(long second) {
        return new IdentityObservation(
                did(),
                IdentityObservation.Kind.NOT_FOUND,
                "https://plc.test/" + did(),
                START + second * SECOND,
                new byte[0]);
    }

    private Frame frame(RepoEvent event, long receivedAt) {
        byte[] bytes = FrameEncoder.encode(event, commits, "2026-11-20T00:00:00Z");
        return new Frame(HOST, commits, commits - 1, true, receivedAt, bytes);
    }
}
