package dev.sigwatch.atproto.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureVerifierTest {
    private static final SignatureVerifier BEST = SignatureVerifiers.best();
    private static final SignatureVerifier PORTABLE = SignatureVerifiers.bouncyCastle();

    @ParameterizedTest
    @EnumSource
    void librariesAgreeOnSignaturesAndTheirMutations(Curve curve) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int accepted = 0;
        int cases = 2_000;
        for (int i = 0; i < cases; i++) {
            PrivateKey signer = PrivateKey.generate(curve, random);
            byte[] digest = bytes(random, 32);
            byte[] signature = mutate(curve, signer.sign(digest), random);
            PublicKey key =
                    random.nextInt(8) == 0 ? PrivateKey.generate(curve, random).publicKey() : signer.publicKey();
            boolean portable = PORTABLE.verify(key, digest, signature);
            assertThat(BEST.verify(key, digest, signature))
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(portable);
            accepted += portable ? 1 : 0;
        }
        System.out.printf(
                "%s: %s against %s, seed %d: %d accepted, %d refused%n",
                curve, BEST.name(), PORTABLE.name(), seed, accepted, cases - accepted);
        assertThat(accepted).isBetween(cases / 4, cases / 2);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheAcceptedFormVerifies(Curve curve) {
        PrivateKey signer = PrivateKey.generate(curve, new Random(7));
        byte[] digest = bytes(new Random(8), 32);
        byte[] signature = signer.sign(digest);
        byte[] longer = Arrays.copyOf(signature, 65);
        byte[] shorter = Arrays.copyOf(signature, 63);
        byte[] zeros = new byte[64];

        for (SignatureVerifier verifier : List.of(BEST, PORTABLE)) {
            assertThat(verifier.verify(signer.publicKey(), digest, signature)).isTrue();
            assertThat(verifier.verify(signer.publicKey(), digest, highS(curve, signature)))
                    .isFalse();
            assertThat(verifier.verify(signer.publicKey(), digest, longer)).isFalse();
            assertThat(verifier.verify(signer.publicKey(), digest, shorter)).isFalse();
            assertThat(verifier.verify(signer.publicKey(), digest, zeros)).isFalse();
            assertThat(verifier.verify(signer.publicKey(), digest, new byte[0])).isFalse();
        }
    }

    /** Small r and s make short DER integers. */
    @Test
    void smallNumbersAreWrongAndNoError() {
        PublicKey key = PrivateKey.generate(Curve.P256, new Random(1)).publicKey();
        for (int shift = 0; shift < 255; shift++) {
            byte[] number = Curve.scalar(BigInteger.ONE.shiftLeft(shift));
            byte[] signature = new byte[64];
            System.arraycopy(number, 0, signature, 0, 32);
            signature[63] = 1;
            assertThat(BEST.verify(key, new byte[32], signature)).isFalse();
            System.arraycopy(number, 0, signature, 32, 32);
            assertThat(BEST.verify(key, new byte[32], signature)).isFalse();
        }
    }

    @Test
    void manyThreadsGetTheRightAnswers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int seed = t;
                tasks.add(() -> wrongAnswers(new Random(seed)));
            }
            int wrong = 0;
            for (Future<Integer> answer : threads.invokeAll(tasks)) {
                wrong += answer.get();
            }
            assertThat(wrong).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesADigestOfAnotherLength() {
        PublicKey key = PrivateKey.generate(Curve.K256, new Random(1)).publicKey();

        assertThatThrownBy(() -> BEST.verify(key, new byte[20], new byte[64]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int wrongAnswers(Random random) {
        int wrong = 0;
        for (int i = 0; i < 250; i++) {
            Curve curve = i % 2 == 0 ? Curve.K256 : Curve.P256;
            PrivateKey signer = PrivateKey.generate(curve, random);
            byte[] digest = bytes(random, 32);
            byte[] signature = signer.sign(digest);
            boolean expected = random.nextBoolean();
            if (!expected) {
                digest[random.nextInt(32)] ^= (byte) (1 << random.nextInt(8));
            }
            wrong += BEST.verify(signer.publicKey(), digest, signature) == expected ? 0 : 1;
        }
        return wrong;
    }

    private static byte[] mutate(Curve curve, byte[] signature, Random random) {
        byte[] out = signature.clone();
        switch (random.nextInt(8)) {
            case 0 -> out[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> random.nextBytes(out);
            case 2 -> System.arraycopy(bytes(random, 32), 0, out, 32, 32);
            case 3 -> out = highS(curve, signature);
            case 4 -> System.arraycopy(new byte[31], 0, out, 32, 31);
            default -> {}
        }
        return out;
    }

    private static byte[] highS(Curve curve, byte[] signature) {
        byte[] out = signature.clone();
        BigInteger s = new BigInteger(1, signature, 32, 32);
        System.arraycopy(Curve.scalar(curve.domain().getN().subtract(s)), 0, out, 32, 32);
        return out;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] out = new byte[length];
        random.nextBytes(out);
        return out;
    }
}
