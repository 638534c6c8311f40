package dev.sigwatch.atproto.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.cbor.CborValue.FloatValue;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CborWriterTest {
    @Test
    void writesTheEmptyTreeNode() {
        byte[] node = new CborWriter()
                .writeMap(2)
                .writeText("e")
                .writeArray(0)
                .writeText("l")
                .writeNull()
                .toBytes();
        assertThat(HexFormat.of().formatHex(node)).isEqualTo("a2616580616cf6");
    }

    @Test
    void refusesKeysOutOfOrder() {
        CborWriter shorterAfterLonger =
                new CborWriter().writeMap(2).writeText("bb").writeInt(1);
        assertThatThrownBy(() -> shorterAfterLonger.writeText("c")).isInstanceOf(IllegalStateException.class);
        CborWriter twice = new CborWriter().writeMap(2).writeText("a").writeText("a");
        assertThatThrownBy(() -> twice.writeText("a")).isInstanceOf(IllegalStateException.class);
        CborWriter noText = new CborWriter().writeMap(2);
        assertThatThrownBy(() -> noText.writeInt(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToEndEarly() {
        CborWriter writer = new CborWriter().writeArray(1);
        assertThatThrownBy(writer::toBytes).isInstanceOf(IllegalStateException.class);
        assertThat(writer.writeArray(0).toBytes()).containsExactly(0x81, 0x80);
    }

    @Test
    void ordersMapsByItself() {
        CborValue.MapValue map =
                CborValue.of(Map.of("bb", CborValue.of(1), "c", CborValue.of(2), "é", CborValue.ofNull()));
        assertThat(map.entries().keySet()).containsExactly("c", "bb", "é");
        assertThat(map.with("a", CborValue.of(true)).without("bb").entries().keySet())
                .containsExactly("a", "c", "é");
        assertThat(map.get("c")).isEqualTo(CborValue.of(2));
        assertThat(map.get("d")).isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0})
    void refusesFloatsThatDrislDoesNotHave(double value) {
        assertThatThrownBy(() -> new FloatValue(value).encode()).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D"})
    void refusesHalvesOfSurrogatePairs(String text) {
        assertThatThrownBy(() -> CborValue.of(text).encode()).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> CborValue.of(Map.of(text, CborValue.ofNull())).encode())
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void boundsDepth() {
        CborValue value = CborValue.of(List.of());
        for (int depth = 1; depth < CborLimits.MAX_DEPTH; depth++) {
            value = CborValue.of(List.of(value));
        }
        assertThat(CborValue.decode(value.encode())).isEqualTo(value);
        CborValue deeper = CborValue.of(List.of(value));
        assertThatThrownBy(deeper::encode).isInstanceOf(MalformedException.class);
    }
}
