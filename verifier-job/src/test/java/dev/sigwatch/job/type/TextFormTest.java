package dev.sigwatch.job.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.StringValue;
import org.junit.jupiter.api.Test;

/** Texts lie in checkpoints as Flink itself writes them, whichever way they are written and read. */
class TextFormTest {
    @Test
    void textLiesAsFlinkWritesIt() throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_121);
        for (String text :
                List.of("", "?", "a?b", "plain", "x".repeat(126), "x".repeat(127), "y".repeat(20_000), "\ud800", "é")) {
            check(text);
        }
        for (int round = 0; round < 2_000; round++) {
            int bound = List.of(0x80, 0x100, 0x3000, 0x10000).get(random.nextInt(4));
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(200); i > 0; i--) {
                text.append((char) random.nextInt(bound));
            }
            check(text.toString());
        }
    }

    private static void check(String text) throws IOException {
        DataOutputSerializer ours = new DataOutputSerializer(16);
        TextForm.write(text, ours);
        DataOutputSerializer flinks = new DataOutputSerializer(16);
        StringValue.writeString(text, flinks);
        assertThat(ours.getCopyOfBuffer()).isEqualTo(flinks.getCopyOfBuffer());
        DataInputDeserializer in = new DataInputDeserializer(flinks.getCopyOfBuffer());
        assertThat(TextForm.read(in)).isEqualTo(text);
        assertThat(in.available()).isZero();
    }
}
