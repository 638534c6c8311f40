package dev.sigwatch.audit.bench;

import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.CommitProof;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.judge.JudgeOutput;
import dev.sigwatch.audit.judge.KeyTimeline;
import dev.sigwatch.audit.judge.MemoryState;
import dev.sigwatch.audit.judge.RepoHead;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Judging a commit beside the cryptography that nobody can avoid: one K-256 verification, and SHA-256 over the frame's blocks and
 * over the tree nodes that undoing its operations encodes anew.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JudgeBenchmark {
    private static final int ACCOUNTS = 20;
    private static final int RECORDS = 1_000;
    private static final int COMMITS = 2_000;

    /** @param hashed the frame's blocks, and the nodes that undoing makes */
    private record Sample(
            Frame frame, CheckedEvent checked, PublicKey key, RepoEvent.Commit commit, Car car, Cid data, List<Slice> hashed) {}

    private final SignatureVerifier verifier = SignatureVerifiers.best();
    private final DidJudge judge = new DidJudge(verifier);
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, MemoryState> states = new HashMap<>();
    private Sha256 sha256;
    private final byte[] digest = new byte[Sha256.LENGTH];
    private int next;

    /** Honest traffic of accounts with K-256 keys. */
    @Setup
    public void generate() throws Exception {
        sha256 = new Sha256();
        SimulatedNetwork network = new SimulatedNetwork(1, Clock.systemUTC());
        network.populate(ACCOUNTS, RECORDS);
        network.honest(COMMITS);
        Map<String, PublicKey> keys = new HashMap<>();
        for (SimulatedAccount account : network.accounts()) {
            keys.put(account.did().value(), account.publicKey());
            MemoryState state = new MemoryState();
            state.keys(KeyTimeline.EMPTY.observed(new IdentityObservation(
                    account.did().value(),
                    IdentityObservation.Kind.DID_DOCUMENT,
                    "simulated",
                    0,
                    network.directory().get("/" + account.did().value()).body())));
            states.put(account.did().value(), state);
        }
        long farAhead = System.currentTimeMillis() * 1_000 + 3_600_000_000L;
        for (SentFrame sent : network.log().after(0, Integer.MAX_VALUE)) {
            PublicKey key = keys.get(sent.did());
            if (key.curve() == Curve.K256) {
                Frame frame = new Frame("bench", sent.seq(), -1, false, farAhead, sent.bytes());
                samples.add(sample(frame, key));
            }
        }
    }

    private static Sample sample(Frame frame, PublicKey key) {
        RepoEvent.Commit commit = (RepoEvent.Commit) FrameDecoder.decode(frame.bytes()).event();
        Car car = car(commit);
        List<Slice> hashed = new ArrayList<>();
        for (Cid cid : car.cids()) {
            hashed.add(car.block(cid).orElseThrow());
        }
        CheckedEvent checked = FrameAuditor.check(frame, 0, 0);
        Cid data = Cid.parse(checked.dataCid());
        Mst tree = Mst.load(data, cid -> car.block(cid).orElse(null));
        for (int i = commit.ops().size() - 1; i >= 0; i--) {
            RepoOperation op = commit.ops().get(i);
            String path = op.path().value();
            tree = op.prev() == null ? tree.remove(path) : tree.put(path, op.prev());
        }
        tree.nodes().forEach((cid, node) -> {
            if (car.block(cid).isEmpty()) {
                hashed.add(Slice.of(node));
            }
        });
return new Sample(frame, checked, key, commit, car, data, hashed);
    }

    private static Car car(RepoEvent.Commit commit) {
        return Car.read(commit.blocks().buf(), commit.blocks().offset(), commit.blocks().length());
    }

    private Sample sample() {
        next = next + 1 == samples.size() ? 0 : next + 1;
        return samples.get(next);
    }

    @Benchmark
    public boolean bareVerification() {
        Sample sample = sample();
        return verifier.verify(sample.key, sample.checked.digest(), sample.checked.signature());
    }

    @Benchmark
    public boolean bareCryptography() {
        Sample sample = sample();
        for (Slice block : sample.hashed) {
            sha256.hash(block.buf(), block.offset(), block.length(), digest);
        }
        return verifier.verify(sample.key, sample.checked.digest(), sample.checked.signature());
    }

    @Benchmark
    public Object decode() {
        return FrameDecoder.decode(sample().frame.bytes());
    }

    @Benchmark
    public Car readAndHashBlocks() {
        return car(sample().commit);
    }

    @Benchmark
    public Object proveTree() {
        Sample sample = sample();
        return CommitProof.check(
                cid -> sample.car.block(cid).orElse(null),
                sample.data,
                sample.commit.prevData(),
                false,
                sample.commit.ops());
    }

    @Benchmark
    public CheckedEvent check() {
        return FrameAuditor.check(sample().frame, 0, 0);
    }

    @Benchmark
    public Verdict checkAndJudge() {
        CheckedEvent event = FrameAuditor.check(sample().frame, 0, 0);
        MemoryState state = states.get(event.did());
        state.head(RepoHead.EMPTY.withProven(new RepoHead.Position(event.since(), event.prevDataCid(), "")));
        Conclusion conclusion = new Conclusion();
        judge.onEvent(event, 0, state, conclusion);
        if (conclusion.verdict != Verdict.VERIFIED) {
            throw new IllegalStateException("an honest commit is " + conclusion.verdict);
        }
        return conclusion.verdict;
    }

    private static final class Conclusion implements JudgeOutput {
        private Verdict verdict = Verdict.MALFORMED;

        @Override
        public void judged(CheckedEvent event, Judgement judgement) {
            verdict = judgement.verdict();
        }

        @Override
        public void identity(JudgedIdentity identity) {}

        @Override
        public void revised(CheckedEvent event, Judgement before, Judgement after, int revision, String reason, long at) {}

        @Override
        public void ask(IdentityRequest request) {
            throw new IllegalStateException("nothing should be asked for");
        }

        @Override
        public void ask(RepoRequest request) {
            throw new IllegalStateException("nothing should be asked for");
        }
    }
}
