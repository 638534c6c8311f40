package dev.sigwatch.audit.bench;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import dev.sigwatch.audit.identity.IdentityDecision;
import dev.sigwatch.audit.identity.IdentityJudge;
import dev.sigwatch.audit.identity.IdentityState;
import dev.sigwatch.audit.stream.IdentityObservation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
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

/** An identity whose keys changed a thousand times, each time by its server's rotation key, the weaker of two. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IdentityBenchmark {
    private static final int OPERATIONS = 1_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final SignatureVerifier verifier = SignatureVerifiers.best();
    private final IdentityJudge judge = new IdentityJudge(verifier);
    private IdentityObservation log;
    private IdentityObservation longer;
    private IdentityState known;

    @Setup
    public void generate() {
        SplittableRandom random = new SplittableRandom(1);
        PrivateKey owner = PrivateKey.generate(Curve.K256, random);
        PrivateKey server = PrivateKey.generate(Curve.K256, random);
        SignedPlcOperation last = PlcOperation.genesis(
                        List.of(owner.publicKey(), server.publicKey()),
                        PrivateKey.generate(Curve.K256, random).publicKey(),
                        "a.example.com",
                        "https://pds.example.com")
                .sign(server);
        String did = last.deriveDid().value();
        StringBuilder json = new StringBuilder("[").append(entry(did, last, 0));
        for (int i = 1; i < OPERATIONS; i++) {
            last = next(last, server, random);
            json.append(',').append(entry(did, last, i));
        }
        log = observation(did, json + "]", OPERATIONS);
        longer = observation(did, json + "," + entry(did, next(last, server, random), OPERATIONS) + "]", OPERATIONS + 1);
        known = judge.observe(log, IdentityState.EMPTY).state();
        if (known.periods().size() != OPERATIONS) {
            throw new IllegalStateException("only " + known.periods().size() + " operations count");
        }
    }

    /** Everything, as on first sight. */
    @Benchmark
    public IdentityDecision whole() {
        return judge.observe(log, IdentityState.EMPTY);
    }

    /** The same with one operation more. */
    @Benchmark
    public IdentityDecision oneMore() {
        return judge.observe(longer, known);
    }

    private static SignedPlcOperation next(SignedPlcOperation last, PrivateKey signer, SplittableRandom random) {
        return last.operation()
                .after(last.cid())
                .withSigningKey(PrivateKey.generate(Curve.K256, random).publicKey())
                .sign(signer);
    }

    private static String entry(String did, SignedPlcOperation operation, int hour) {
        return "{\"did\":\"" + did + "\",\"operation\":" + operation.toJson() + ",\"cid\":\"" + operation.cid()
                + "\",\"nullified\":false,\"createdAt\":\"" + BEGIN.plusSeconds(hour * 3_600L).toString().replace("Z", ".000Z") + "\"}";
    }

    private static IdentityObservation observation(String did, String body, int hour) {
        return new IdentityObservation(
                did,
                IdentityObservation.Kind.PLC_AUDIT_LOG,
                "https://plc.example.com/" + did + "/log/audit",
                BEGIN.plusSeconds(hour * 3_600L).toEpochMilli() * 1_000,
                body.getBytes(StandardCharsets.UTF_8));
    }
}
