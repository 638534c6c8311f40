package dev.sigwatch.atproto.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cid.Cid;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborReaderTest {
    private static final String CID = "01711220" + "ab".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "1817, head longer than needed",
        "1900ff, head longer than needed",
        "1a0000ffff, head longer than needed",
        "1b00000000ffffffff, head longer than needed",
        "3817, head longer than needed",
        "580161, head longer than needed",
        "780161, head longer than needed",
        "9800, head longer than needed",
        "b800, head longer than needed",
        "d9002a58250001711220abababababababababababababababababababababababababababababababab, head longer than needed",
        "d82a5900250001711220abababababababababababababababababababababababababababababababab, head longer than needed",
        "5fff, indefinite length",
        "7fff, indefinite length",
        "9fff, indefinite length",
        "bfff, indefinite length",
        "a2616201616100, map key out of order",
        "a262616101616200, map key out of order",
        "a2616100616101, repeated map key",
        "a161617801ff, head longer than needed",
        "c000, tag other than 42",
        "d82b00, tag other than 42",
        "d9d9f700, tag other than 42",
        "e0, simple value or float width that DRISL does not have",
        "f7, simple value or float width that DRISL does not have",
        "f8ff, simple value or float width that DRISL does not have",
        "f93e00, simple value or float width that DRISL does not have",
        "fa3fc00000, simple value or float width that DRISL does not have",
        "fb7ff8000000000000, float that is not finite or is negative zero",
        "fbfff0000000000000, float that is not finite or is negative zero",
        "fb8000000000000000, float that is not finite or is negative zero",
        "0000, bytes after the item",
        "a000, bytes after the item",
    })
    void saysWhatIsNotCanonical(String hex, String rule) {
        MalformedException decoding = refusal(() -> CborValue.decode(bytes(hex)));
        assertThat(decoding).isInstanceOf(NonCanonicalException.class);
        assertThat(decoding.rule()).isEqualTo(rule);
        assertThat(refusal(() -> skip(bytes(hex)))).hasSameClassAs(decoding).hasMessage(decoding.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'', truncated",
        "18, truncated",
        "19ff, truncated",
        "1bffffffffffffff, truncated",
        "42ff, truncated",
        "5bffffffffffffffff, truncated",
        "6261, truncated",
        "8200, truncated",
        "a16161, truncated",
        "fb000000, truncated",
        "d82a582500, truncated",
        "1c, reserved head",
        "1f, reserved head",
        "5c, reserved head",
        "df00, reserved head",
        "fc, reserved head",
        "ff, break outside an indefinite length",
        "1b8000000000000000, integer beyond signed 64 bits",
        "3b8000000000000000, integer beyond signed 64 bits",
        "9a00020001, container longer than 131072",
        "9bffffffffffffffff, container longer than 131072",
        "ba00020001, container longer than 131072",
        "a10000, expected text as a map key",
        "61ff, text that is not UTF-8",
        "62c0af, text that is not UTF-8",
        "63eda080, text that is not UTF-8",
        "64f4908080, text that is not UTF-8",
        "a161ff00, text that is not UTF-8",
        "68616161616161c328, text that is not UTF-8",
        "d82a4100, link that is not a byte string of 37 bytes",
        "d82a00, link that is not a byte string of 37 bytes",
        "d82a58250101711220abababababababababababababababababababababababababababababababab, "
                + "link without its leading zero byte",
        "d82a58250001701220abababababababababababababababababababababababababababababababab, "
                + "'CID must be v1, DAG-CBOR or raw, SHA-256'",
    })
    void saysWhatIsMalformed(String hex, String rule) {
        MalformedException decoding = refusal(() -> CborValue.decode(bytes(hex)));
        assertThat(decoding).isNotInstanceOf(NonCanonicalException.class);
        assertThat(decoding.rule()).isEqualTo(rule);
        assertThat(refusal(() -> skip(bytes(hex)))).hasSameClassAs(decoding).hasMessage(decoding.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 23",
        "1818, 24",
        "18ff, 255",
        "190100, 256",
        "1a00010000, 65536",
        "1b0000000100000000, 4294967296",
        "1b7fffffffffffffff, 9223372036854775807",
        "20, -1",
        "3818, -25",
        "3b7fffffffffffffff, -9223372036854775808",
    })
    void readsAndWritesIntegers(String hex, long value) {
        assertThat(new CborReader(bytes(hex)).readInt()).isEqualTo(value);
        assertThat(new CborWriter().writeInt(value).toBytes()).isEqualTo(bytes(hex));
    }

    @Test
    void readsOneItemAfterTheOther() {
        byte[] buf = bytes("ff" + "01" + "f6" + "f5" + "8102" + "ff");
        CborReader reader = new CborReader(buf, 1, 6);
        assertThat(reader.peekType()).isEqualTo(CborType.INT);
        assertThat(reader.tryReadNull()).isFalse();
        assertThat(reader.readInt()).isEqualTo(1);
        assertThat(reader.tryReadNull()).isTrue();
        assertThat(reader.readBool()).isTrue();
        assertThat(reader.readArray()).isEqualTo(1);
        assertThat(reader.atEnd()).isFalse();
        assertThat(reader.readInt()).isEqualTo(2);
        assertThat(reader.atEnd()).isTrue();
        assertThat(reader.position()).isEqualTo(6);
        reader.requireEnd();
    }

    @Test
    void slicesBytesWithoutCopying() {
        byte[] buf = bytes("8243010203" + "d82a582500" + CID);
        CborReader reader = new CborReader(buf);
        reader.readArray();
        Slice slice = reader.readBytesSlice();
        assertThat(slice.buf()).isSameAs(buf);
        assertThat(slice.toBytes()).containsExactly(1, 2, 3);
        assertThat(reader.readLink()).isEqualTo(Cid.read(bytes(CID), 0));
    }

    @Test
    void goesThroughMaps() {
        CborReader reader = new CborReader(bytes("a3" + "6161" + "a0" + "6162" + "8101" + "62c3a9" + "02"));
        MapReader map = reader.readMap();
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.next()).isTrue();
        assertThat(map.keyIs("a")).isTrue();
        assertThat(map.keyIs("b")).isFalse();
        assertThat(map.keyIs("aa")).isFalse();
        MapReader inner = reader.readMap();
        assertThat(inner.next()).isFalse();
        assertThat(map.next()).isTrue();
        assertThat(map.key()).isEqualTo("b");
        reader.passItem();
        assertThat(map.next()).isTrue();
        assertThat(map.key()).isEqualTo("é");
        assertThat(reader.readInt()).isEqualTo(2);
        assertThat(map.next()).isFalse();
        reader.requireEnd();
    }

    @Test
    void noticesAValueLeftUnread() {
        CborReader reader = new CborReader(bytes("a2616101616202"));
        MapReader map = reader.readMap();
        assertThatThrownBy(map::key).isInstanceOf(IllegalStateException.class);
        map.next();
        assertThatThrownBy(map::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesOtherTypesThanAskedFor() {
        String[] items = {"00", "40", "60", "80", "a0", "f5", "f6", "fb0000000000000000", "d82a582500" + CID};
        for (String hex : items) {
            byte[] bytes = bytes(hex);
            CborType type = new CborReader(bytes).peekType();
            for (CborType wanted : CborType.values()) {
                CborReader reader = new CborReader(bytes);
                if (wanted == type) {
                    read(reader, wanted);
                    reader.requireEnd();
                } else {
                    assertThat(refusal(() -> read(reader, wanted)).rule()).startsWith("expected");
                }
            }
        }
    }

    @Test
    void boundsDepth() {
        byte[] deepest = bytes("81".repeat(CborLimits.MAX_DEPTH - 1) + "80");
        assertThat(CborValue.decode(deepest).encode()).isEqualTo(deepest);
        skip(deepest);
        byte[] deeper = bytes("81".repeat(CborLimits.MAX_DEPTH) + "80");
        assertThat(refusal(() -> CborValue.decode(deeper)).rule()).isEqualTo("nested deeper than 32");
        assertThat(refusal(() -> skip(deeper)).rule()).isEqualTo("nested deeper than 32");
        byte[] bomb = bytes("81".repeat(1_000_000));
        assertThat(refusal(() -> skip(bomb)).rule()).isEqualTo("nested deeper than 32");
    }

    @Test
    void boundsContainersAndKeys() {
        byte[] longest = bytes("9a00020000" + "00".repeat(CborLimits.MAX_CONTAINER_LENGTH));
        skip(longest);
        byte[] key = bytes("a1792000" + "61".repeat(CborLimits.MAX_KEY_LENGTH) + "00");
        assertThat(CborValue.decode(key).encode()).isEqualTo(key);
        byte[] longerKey = bytes("a1792001" + "61".repeat(CborLimits.MAX_KEY_LENGTH + 1) + "00");
        assertThat(refusal(() -> skip(longerKey)).rule()).isEqualTo("map key longer than 8192 bytes");
    }

    private static void read(CborReader reader, CborType type) {
        switch (type) {
            case INT -> reader.readInt();
            case BYTES -> reader.readBytes();
            case TEXT -> reader.readText();
            case ARRAY -> reader.readArray();
            case MAP -> reader.readMap();
            case LINK -> reader.readLink();
            case BOOL -> reader.readBool();
            case NULL -> reader.readNull();
            case FLOAT -> reader.readFloat();
        }
    }

    private static void skip(byte[] bytes) {
        CborReader reader = new CborReader(bytes);
        reader.passItem();
        reader.requireEnd();
    }

    private static MalformedException refusal(Runnable reading) {
        MalformedException refusal = catchThrowableOfType(MalformedException.class, reading::run);
        assertThat(refusal).as("refusal").isNotNull();
        return refusal;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
