package dev.sigwatch.atproto.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarTest {
    private static final Block ONE = Block.ofDagCbor(new byte[] {1});
    private static final Block TWO = Block.ofDagCbor(new byte[] {2});
    private static final Block RAW = raw("any bytes");

    @Test
    void readsWhatIsWritten() {
        byte[] bytes = CarWriter.write(List.of(TWO.cid(), ONE.cid()), List.of(ONE, RAW, TWO));
        byte[] within = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, within, 3, bytes.length);
        Car car = Car.read(within, 3, bytes.length);
        assertThat(car.roots()).containsExactly(TWO.cid(), ONE.cid());
        assertThat(car.cids()).containsExactly(ONE.cid(), RAW.cid(), TWO.cid());
        assertThat(car.blockCount()).isEqualTo(3);
        assertThat(car.hashMismatches()).isEmpty();
        Slice block = car.block(RAW.cid()).orElseThrow();
        assertThat(block.toBytes()).isEqualTo(RAW.data());
        assertThat(block.buf()).isSameAs(within);
        assertThat(car.block(raw("other").cid())).isEmpty();
    }

    @Test
    void readsAnArchiveOfNoBlocks() {
        Car car = Car.read(CarWriter.write(List.of(ONE.cid()), List.of()));
        assertThat(car.roots()).containsExactly(ONE.cid());
        assertThat(car.block(ONE.cid())).isEmpty();
        assertThat(car.blockCount()).isZero();
    }

    @Test
    void listsAndDoesNotServeBlocksThatAreNotWhatTheyClaim() {
        Block untrue = new Block(TWO.cid(), new byte[] {3});
        Car car = Car.read(CarWriter.write(List.of(ONE.cid()), List.of(untrue, ONE, untrue)));
        assertThat(car.hashMismatches()).containsExactly(TWO.cid(), TWO.cid());
        assertThat(car.block(TWO.cid())).isEmpty();
        assertThat(car.cids()).containsExactly(ONE.cid());
        assertThat(car.blockCount()).isEqualTo(3);
    }

    @Test
    void verifiesEachCopyOfABlock() {
        Block untrue = new Block(ONE.cid(), new byte[] {3});
        Car car = Car.read(CarWriter.write(List.of(ONE.cid()), List.of(untrue, ONE, ONE, untrue)));
        assertThat(car.block(ONE.cid()).orElseThrow().toBytes()).isEqualTo(ONE.data());
        assertThat(car.hashMismatches()).containsExactly(ONE.cid(), ONE.cid());
        assertThat(car.cids()).containsExactly(ONE.cid());
        assertThat(car.blockCount()).isEqualTo(4);
    }

    @Test
    void acceptsFurtherHeaderKeys() {
        byte[] header = new CborWriter()
                .writeMap(3)
                .writeText("x")
                .writeArray(1)
                .writeInt(7)
                .writeText("roots")
                .writeArray(1)
                .writeLink(ONE.cid())
                .writeText("version")
                .writeInt(1)
                .toBytes();
        assertThat(Car.read(section(header)).roots()).containsExactly(ONE.cid());
    }

    @Test
    void refusesOtherHeaders() {
        assertRefused(section(header(List.of(), 1)), "CAR without a root");
        assertRefused(section(header(List.of(ONE.cid()), 2)), "CAR version must be 1");
        assertRefused(section(new CborWriter().writeMap(0).toBytes()), "CAR version must be 1");
        assertRefused(section(new CborWriter().writeInt(1).toBytes()), "expected a map");
        byte[] trailing = section(concat(header(List.of(ONE.cid()), 1), new byte[] {0}));
        assertThatThrownBy(() -> Car.read(trailing)).isInstanceOf(NonCanonicalException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00, CAR section empty or beyond the end",
        "01, CAR section empty or beyond the end",
        "7f, CAR section empty or beyond the end",
        "80, truncated varint",
        "8100, varint longer than needed",
        "80808080808080808080, varint longer than 10 bytes",
        "8080808080808080808001, varint longer than 10 bytes",
        "ffffffffffffffffff01, CAR section empty or beyond the end",
        "ffffffff0f, CAR section empty or beyond the end",
        "ffffffff07, CAR section empty or beyond the end",
        "0101, CAR section shorter than a CID",
    })
    void refusesSectionsThatDoNotFit(String hex, String rule) {
        byte[] car = CarWriter.write(List.of(ONE.cid()), List.of(ONE));
        assertRefused(concat(car, HexFormat.of().parseHex(hex)), rule);
    }

    @Test
    void refusesEveryCutInsideASection() {
        byte[] header = section(header(List.of(ONE.cid()), 1));
        byte[] car = CarWriter.write(List.of(ONE.cid()), List.of(ONE));
        for (int length = 0; length < car.length; length++) {
            byte[] cut = Arrays.copyOf(car, length);
            if (length == header.length) {
                assertThat(Car.read(cut).blockCount()).isZero();
            } else {
                assertThatThrownBy(() -> Car.read(cut)).isInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void staysWithinItsSlice() {
        byte[] car = CarWriter.write(List.of(ONE.cid()), List.of(ONE));
        assertThatThrownBy(() -> Car.read(car, 0, car.length - 1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Car.read(car, 1, car.length)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(byte[] car, String rule) {
        assertThatThrownBy(() -> Car.read(car))
                .isInstanceOfSatisfying(MalformedException.class, refusal -> assertThat(refusal.rule())
                        .isEqualTo(rule));
    }

    private static byte[] header(List<Cid> roots, int version) {
        CborWriter writer = new CborWriter().writeMap(2).writeText("roots").writeArray(roots.size());
        roots.forEach(writer::writeLink);
        return writer.writeText("version").writeInt(version).toBytes();
    }

    private static byte[] section(byte[] content) {
        return concat(new byte[] {(byte) content.length}, content);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }

    private static Block raw(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return new Block(Cid.ofRaw(data), data);
    }
}
