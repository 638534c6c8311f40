package dev.sigwatch.atproto.cbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.MalformedException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Strict reading and canonical re-encoding are the same thing. */
class CborPropertyTest {
    private static final int VALUES = 3_000;
    private static final int MUTANTS_OF_EACH = 40;
    private static final int LONGEST_MUTATED = 2_000;

    @Test
    void whatIsAcceptedReencodesToItself() {
        long seed = new SplittableRandom().nextLong();
        System.out.println("CBOR property seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        RandomCbor cbor = new RandomCbor(random);
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < VALUES; i++) {
            CborValue value = cbor.value(3);
            byte[] bytes = value.encode();
            assertThat(CborValue.decode(bytes)).as("seed %d", seed).isEqualTo(value);
            assertThat(CborValue.decode(bytes).encode()).as("seed %d", seed).isEqualTo(bytes);
            for (int m = 0; m < MUTANTS_OF_EACH && bytes.length <= LONGEST_MUTATED; m++) {
                if (acceptedOnlyAsCanonical(cbor.mutated(bytes), seed)) {
                    accepted++;
                } else {
                    refused++;
                }
            }
        }
        System.out.println("CBOR mutants: " + accepted + " accepted, " + refused + " refused");
        assertThat(accepted).isPositive();
        assertThat(refused).isPositive();
    }

    private static boolean acceptedOnlyAsCanonical(byte[] bytes, long seed) {
        MalformedException skipping = skip(bytes);
        try {
            byte[] again = CborValue.decode(bytes).encode();
            if (skipping != null || !Arrays.equals(again, bytes)) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes));
            }
            return true;
        } catch (MalformedException decoding) {
            assertThat(skipping).as("seed %d", seed).hasSameClassAs(decoding).hasMessage(decoding.getMessage());
            return false;
        }
    }

    private static @Nullable MalformedException skip(byte[] bytes) {
        try {
            CborReader reader = new CborReader(bytes);
            reader.passItem();
            reader.requireEnd();
            return null;
        } catch (MalformedException refusal) {
            return refusal;
        }
    }
}
