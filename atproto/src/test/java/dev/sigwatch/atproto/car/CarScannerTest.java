package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cid.Cid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarScannerTest {
    private record Section(Cid cid, boolean isTrue, long position, int length) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4_096, Integer.MAX_VALUE})
    void tellsWhereBlocksLie(int atOnce) throws IOException {
        Random random = new Random(5);
        List<Block> blocks = new ArrayList<>();
        for (int length : new int[] {0, 1, 90, 91, 92, 16_000, 65_535, 65_536, 65_537, 200_000, 3}) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            blocks.add(Block.ofDagCbor(data));
        }
        blocks.add(new Block(Cid.ofRaw(new byte[] {1}), new byte[] {2}));
        byte[] file = CarWriter.write(List.of(blocks.get(3).cid()), blocks);
        InputStream slow = new ByteArrayInputStream(file) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, atOnce));
            }
        };
        CarScanner scanner = new CarScanner(slow);
        assertThat(scanner.readHeader()).containsExactly(blocks.get(3).cid());
        List<Section> sections = sections(scanner);
        assertThat(sections)
                .extracting(Section::cid)
                .containsExactlyElementsOf(blocks.stream().map(Block::cid).toList());
        for (int i = 0; i < blocks.size(); i++) {
            Section section = sections.get(i);
            int at = (int) section.position();
            assertThat(Arrays.copyOfRange(file, at, at + section.length()))
                    .isEqualTo(blocks.get(i).data());
            assertThat(section.isTrue()).isEqualTo(i < blocks.size() - 1);
        }
    }

    @Test
    void agreesWithTheReaderInMemoryOnWhatIsAnArchive() {
        Random random = new Random(6);
        byte[] file = CarWriter.write(
                List.of(Cid.ofRaw(new byte[1])), List.of(Block.ofDagCbor(new byte[200]), Block.ofDagCbor(new byte[3])));
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = random.nextBoolean() ? file.clone() : Arrays.copyOf(file, random.nextInt(file.length));
            if (changed.length > 0) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(untrue(changed)).isEqualTo(untrueInMemory(changed));
        }
    }

    @Test
    void namesTheByteAtFault() {
        byte[] file = CarWriter.write(List.of(Cid.ofRaw(new byte[1])), List.of(Block.ofDagCbor(new byte[200])));
        byte[] cut = Arrays.copyOf(file, file.length - 1);
        assertThatThrownBy(() -> untrue(new CarScanner(new ByteArrayInputStream(cut))))
                .isInstanceOf(MalformedException.class)
                .hasMessageEndingWith("at byte " + cut.length);
    }

    private static List<Section> sections(CarScanner scanner) throws IOException {
        List<Section> sections = new ArrayList<>();
        while (scanner.next()) {
            sections.add(new Section(scanner.blockCid(), scanner.isTrue(), scanner.position(), scanner.length()));
        }
        return sections;
    }

    /** The number of untrue blocks, -1 for what is no archive. */
    private static long untrue(byte[] file) {
        try {
            return untrue(new CarScanner(new ByteArrayInputStream(file)));
        } catch (MalformedException refused) {
            return -1;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long untrue(CarScanner scanner) throws IOException {
        scanner.readHeader();
        return sections(scanner).stream().filter(section -> !section.isTrue()).count();
    }

    private static long untrueInMemory(byte[] file) {
        try {
            return Car.read(file).hashMismatches().size();
        } catch (MalformedException refused) {
            return -1;
        }
    }
}
