package dev.sigwatch.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultTailTest {

    private static final String TAG = "egggrxwezifcwyyx";

    @Test
    void passesEveryByteOnAndFindsTheErrorHoweverTheyArrive() throws IOException {
        long seed = 20261120;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] result = new byte[random.nextInt(100_000)];
            random.nextBytes(result);
            String error = round % 2 == 0 ? "" : "Code: 395. DB::Exception: x".repeat(1 + random.nextInt(500));
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            sent.write(result);
            if (!error.isEmpty()) {
                sent.write(("\r\n__exception__\r\n" + TAG + "\r\n" + error).getBytes(StandardCharsets.US_ASCII));
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ResultTail tail = new ResultTail(out, TAG);
            byte[] bytes = sent.toByteArray();
            for (int at = 0; at < bytes.length; ) {
                int part = Math.min(bytes.length - at, 1 + random.nextInt(50_000));
                tail.write(Arrays.copyOfRange(bytes, at, at + part), part);
                at += part;
            }
            assertThat(tail.finish()).as("seed %d round %d", seed, round).isEqualTo(error);
            assertThat(out.toByteArray()).as("seed %d round %d", seed, round).isEqualTo(result);
        }
    }

    @Test
    void takesNothingForAnErrorWithoutATag() throws IOException {
        byte[] bytes = "a\r\n__exception__\r\nx\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultTail tail = new ResultTail(out, "");
        tail.write(bytes, bytes.length);
        assertThat(tail.finish()).isEmpty();
        assertThat(out.toByteArray()).isEqualTo(bytes);
    }
}
