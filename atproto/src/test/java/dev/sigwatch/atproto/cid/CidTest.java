package dev.sigwatch.atproto.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {
    /** The empty tree's node and the CID that every implementation gives it. */
    private static final byte[] EMPTY_NODE = HexFormat.of().parseHex("a2616580616cf6");

    private static final String EMPTY_NODE_CID = "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm";

    @Test
    void identifiesContent() {
        Cid cid = Cid.ofDagCbor(EMPTY_NODE);
        assertThat(cid).hasToString(EMPTY_NODE_CID).isEqualTo(Cid.parse(EMPTY_NODE_CID));
        assertThat(cid.codec()).isEqualTo(Cid.Codec.DAG_CBOR);
        assertThat(cid.matches(EMPTY_NODE, 0, EMPTY_NODE.length)).isTrue();
        assertThat(cid.matches(EMPTY_NODE, 0, EMPTY_NODE.length - 1)).isFalse();
        assertThat(Cid.ofRaw("hello".getBytes(StandardCharsets.UTF_8)))
                .hasToString("bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq");
    }

    @Test
    void survivesBothForms() {
        long seed = 36;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            byte[] data = new byte[random.nextInt(64)];
            random.nextBytes(data);
            Cid cid = random.nextBoolean() ? Cid.ofDagCbor(data) : Cid.ofRaw(data);
            byte[] padded = new byte[Cid.LENGTH + 5];
            cid.write(padded, 3);
            assertThat(Cid.read(padded, 3)).as("seed %d", seed).isEqualTo(cid).hasSameHashCodeAs(cid);
            assertThat(Cid.read(cid.bytes(), 0)).as("seed %d", seed).isEqualTo(cid);
            assertThat(Cid.parse(cid.toString())).as("seed %d", seed).isEqualTo(cid);
            assertThat(cid.bytes()).as("seed %d", seed).endsWith(cid.digest());
        }
    }

    @Test
    void ordersAsBytes() {
        long seed = 4;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_000; i++) {
            Cid one = random(random);
            Cid other = random(random);
            int order = Arrays.compareUnsigned(one.bytes(), other.bytes());
            assertThat(Integer.signum(one.compareTo(other))).as("seed %d", seed).isEqualTo(Integer.signum(order));
            assertThat(one.equals(other)).as("seed %d", seed).isEqualTo(order == 0);
        }
    }

    private static Cid random(SplittableRandom random) {
        byte[] bytes = Cid.ofRaw(new byte[0]).bytes();
        bytes[1] = (byte) (random.nextBoolean() ? 0x71 : 0x55);
        // Few differing bits, so that every word of the digest gets to decide.
        for (int i = 4; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(16) == 0 ? 0x80 : 0);
        }
        return Cid.read(bytes, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void readsOneKindOfCidOnly(int at) {
        byte[] bytes = Cid.ofDagCbor(EMPTY_NODE).bytes();
        bytes[at] ^= 0x10;
        assertThatThrownBy(() -> Cid.read(bytes, 0)).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsWholeCidsOnly() {
        byte[] bytes = Cid.ofDagCbor(EMPTY_NODE).bytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> Cid.read(cut, 0)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Cid.read(bytes, 1)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> Cid.read(bytes, -1)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b",
                "afyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm",
                "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hp",
                "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpmm",
                "Bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm",
                "bAfyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm",
                "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hp1",
                // The last character holds two unused bits; set, they would give one CID several texts.
                "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpn",
                "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
            })
    void rejectsOtherTexts(String text) {
        assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(MalformedException.class);
        assertThat(Cid.tryParse(text)).isEmpty();
    }
}
