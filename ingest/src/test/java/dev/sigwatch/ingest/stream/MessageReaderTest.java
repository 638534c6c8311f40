package dev.sigwatch.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final int FIN = 0x80;

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final List<byte[]> messages = new ArrayList<>();
    private final List<byte[]> controls = new ArrayList<>();

    @Test
    void readsAnyCutOfTheBytesTheSame() throws Exception {
        long seed = 20_261_120;
        System.out.println("MessageReaderTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<byte[]> expected = new ArrayList<>();
        int pings = 0;
        for (int i = 0; i < 300; i++) {
            byte[] message = new byte[random.nextInt(3) == 0 ? random.nextInt(70_000) : random.nextInt(200)];
            random.nextBytes(message);
            expected.add(message);
            int fragments = 1 + random.nextInt(3);
            int from = 0;
            for (int f = 0; f < fragments; f++) {
                int to = f == fragments - 1 ? message.length : from + random.nextInt(message.length - from + 1);
                int opcode = f > 0 ? 0 : 1 + random.nextInt(2);
                frame((f == fragments - 1 ? FIN : 0) | opcode, Arrays.copyOfRange(message, from, to));
                from = to;
                if (random.nextInt(4) == 0) {
                    frame(FIN | 9, new byte[random.nextInt(126)]);
                    pings++;
                }
            }
        }
        MessageReader reader = new MessageReader();
        byte[] bytes = wire.toByteArray();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(9_000));
            read(reader, ByteBuffer.wrap(bytes, from, to - from));
            from = to;
        }
        assertThat(messages).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(messages.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(controls).hasSize(pings);
    }

    @Test
    void cutsAMessageAboveTheLimitAndGoesOn() throws Exception {
        frame(FIN | 2, new byte[MessageReader.KEPT - 1]);
        frame(2, new byte[3_000_000]);
        frame(FIN, new byte[3_000_000]);
        frame(FIN | 2, new byte[] {7});
        read(new MessageReader(), ByteBuffer.wrap(wire.toByteArray()));
        assertThat(messages).extracting(m -> m.length).containsExactly(5_000_000, 5_000_001, 1);
    }

    @Test
    void allocatesOnlyUpToTheLimitWhateverTheHeaderSays() throws Exception {
        byte[] head = ByteBuffer.allocate(10)
                .put((byte) (FIN | 2))
                .put((byte) 127)
                .putLong(MessageReader.MAX_MESSAGE)
                .array();
        read(new MessageReader(), ByteBuffer.wrap(head));
        assertThat(messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c200", // reserved bit
                "8280", // masked
                "8300", // reserved opcode
                "8b00", // reserved control opcode
                "8000", // continuation of nothing
                "02008200", // message inside a message
                "0900", // fragmented ping
                "897e0001", // long ping
                "827f0000000004000001", // longer than we pass over
                "827fffffffffffffffff" // negative length
            })
    void refusesWhatNoServerSends(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> read(new MessageReader(), ByteBuffer.wrap(bytes)))
                .isInstanceOf(WebSocketFault.class);
    }

    private void read(MessageReader reader, ByteBuffer in) throws WebSocketFault {
        while (true) {
            switch (reader.advance(in)) {
                case NOTHING -> {
                    return;
                }
                case MESSAGE -> messages.add(reader.takeMessage());
                case CONTROL -> controls.add(reader.takeControl().array());
            }
        }
    }

    private void frame(int first, byte[] payload) {
        wire.write(first);
        if (payload.length < 126) {
            wire.write(payload.length);
        } else if (payload.length < 65_536) {
            wire.write(126);
            wire.writeBytes(
                    ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            wire.write(127);
            wire.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        wire.writeBytes(payload);
    }
}
