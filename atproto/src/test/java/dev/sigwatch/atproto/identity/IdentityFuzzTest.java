package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.DidDocument.Problem;
import dev.sigwatch.atproto.syntax.Did;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever a directory or a web server answers, it is read or it is malformed; {@code JAZZER_FUZZ=1} looks for more. */
class IdentityFuzzTest {
    private static final Did DID = Did.parse("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final int ROUNDS = 5_000;

    @FuzzTest
    void anyBytesAreReadAsADocument(byte[] json) {
        readDocument(json);
    }

    @FuzzTest
    void anyBytesAreReadAsALog(byte[] json) {
        readLog(json);
    }

    @FuzzTest
    void anyBytesAreReplayed(byte[] json) {
        replay(json);
    }

    @Test
    void mutatedAnswersAreRead() {
        long seed = new Random().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        PrivateKey key = PrivateKey.generate(Curve.K256, random);
        SignedPlcOperation operation = PlcOperation.genesis(
                        List.of(key.publicKey()), key.publicKey(), "alice.example.com", "https://pds.example.com")
                .sign(key);
        byte[] document = DidDocuments.render(DID, operation.operation()).getBytes(UTF_8);
        byte[] log = ("[{\"did\":\"" + DID + "\",\"operation\":" + operation.toJson() + "}]").getBytes(UTF_8);
        int read = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try {
                read += readDocument(mutate(document, random)) ? 1 : 0;
                byte[] mutated = mutate(log, random);
                read += readLog(mutated) ? 1 : 0;
                replay(mutated);
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ", round " + i, failure);
            }
        }
        System.out.printf("identity answers, seed %d: %d read, %d malformed%n", seed, read, 2 * ROUNDS - read);
        assertThat(read).isBetween(ROUNDS / 10, 2 * ROUNDS - ROUNDS / 10);
    }

    private static boolean readDocument(byte[] json) {
        DidDocument document;
        try {
            document = DidDocument.parse(json, DID);
        } catch (MalformedException malformed) {
            return false;
        }
        boolean namesNoKey = document.problems().stream()
                .anyMatch(
                        List.of(Problem.ID_MISMATCH, Problem.NO_KEY, Problem.KEY_UNSUPPORTED, Problem.KEY_MALFORMED)
                                ::contains);
        assertThat(document.signingKey().isEmpty()).isEqualTo(namesNoKey);
        return true;
    }

    /** Also as an operation, which is an entry's part that must be rebuilt byte for byte. */
    private static boolean readLog(byte[] json) {
        List<PlcAuditLog.Entry> entries;
        try {
            entries = PlcAuditLog.entries(json);
        } catch (MalformedException malformed) {
            return false;
        }
        for (PlcAuditLog.Entry entry : entries) {
            try {
                SignedPlcOperation operation = SignedPlcOperation.parse(
                        String.valueOf(entry.operation()).getBytes(UTF_8));
                assertThat(SignedPlcOperation.parse(operation.toJson().getBytes(UTF_8)))
                        .isEqualTo(operation);
                operation.cid();
            } catch (MalformedException malformed) {
                assertThat(malformed.rule()).isNotEmpty();
            }
        }
        return true;
    }

    /** Whatever is replayed, an operation either breaks a rule or has a place, and a log goes on as it began. */
    private static void replay(byte[] json) {
        List<LoggedOperation> log;
        try {
            log = LoggedOperation.ofAuditLog(json);
        } catch (MalformedException malformed) {
            return;
        }
        PlcHistory history = PlcHistory.replay(DID, log, PlcLogBuilder.VERIFIER);
        PlcHistory again = history.replayed(log, PlcLogBuilder.VERIFIER);
        assertThat(again.steps()).isEqualTo(history.steps()).hasSameSizeAs(log);
        assertThat(history.steps())
                .allMatch(step -> step.isInForce()
                        == step.problems().stream()
                                .noneMatch(problem -> problem.kind().isFatal()));
    }

    private static byte[] mutate(byte[] good, SplittableRandom random) {
        byte[] out = good.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(3)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> out[at] = out[random.nextInt(out.length)];
                default -> out[at] = (byte) ('a' + random.nextInt(26));
            }
        }
        return out;
    }
}
