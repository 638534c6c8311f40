package dev.sigwatch.atproto.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts were made outside this project's code, from the scalar 01 02 … 20 and from the generators. */
class PublicKeyTest {
    @ParameterizedTest
    @CsvSource({
        "K256, zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh,"
                + " 0284bf7562262bbd6940085748f3be6afa52ae317155181ece31b66351ccffa4b0,"
                + " zQ8NYohEJcNSRpa5spnk4vjUMTfTQXv6cAJqq5YmZBC6f8FB3eQMKnJ2Kiqyz1oU3Gas4zGnc2uM2txANG1Wt4pXh,"
                + " zkPptHd8awha6kmHW8eGhUoMJHWQmMJoWtdNuHGoRk75y",
        "P256, zDnaeVuZeVRqvscGkiEoR9PFFra2xZUMp97ZPuGFK1VLU7iYN,"
                + " 02515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f,"
                + " zP6nNKBuPiHYHd3JzH9BMz5upEiTRBBvn41bhwMxkaQ5KoB5Eu8h7YsHmxjuCvxYGx5niudyHRF8KstraKrxY87yd,"
                + " zgwELrQ2G98jJ65UmGs8tCFciWfEgNk3FxQwsSfkYjwVG",
    })
    void everyEncodingGivesTheSameKey(
            Curve curve, String multikey, String point, String legacy, String legacyCompressed) {
        PublicKey key = PublicKey.parseMultikey(multikey);

        assertThat(key.curve()).isEqualTo(curve);
        assertThat(key.compressed()).isEqualTo(HexFormat.of().parseHex(point));
        assertThat(key.uncompressed()).hasSize(PublicKey.UNCOMPRESSED_LENGTH).startsWith(4);
        assertThat(PublicKey.parseDidKey("did:key:" + multikey)).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(PublicKey.parseLegacy(curve, legacy)).isEqualTo(key);
        assertThat(PublicKey.parseLegacy(curve, legacyCompressed)).isEqualTo(key);
        assertThat(PublicKey.ofPoint(curve, key.compressed())).isEqualTo(key);
        assertThat(PublicKey.ofPoint(curve, key.uncompressed())).isEqualTo(key);
        assertThat(key.toMultikey()).isEqualTo(multikey);
        assertThat(key.toDidKey()).isEqualTo("did:key:" + multikey).isEqualTo(key.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "zQ3shVc2UkAfJCdc1TR8E66J85h48P43r93q8jGPkPpjF9Ef9, 0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "zDnaepsL7AXenJkVYdkh5KuKsSU7Ykh7kyXaLLU7auN9FWSiZ, 036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    })
    void readsTheGenerators(String multikey, String point) {
        assertThat(PublicKey.parseMultikey(multikey).compressed())
                .isEqualTo(HexFormat.of().parseHex(point));
    }

    @ParameterizedTest
    @EnumSource
    void randomKeysComeBack(Curve curve) {
        long seed = new Random().nextLong();
        System.out.println("PublicKeyTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            PublicKey key = PrivateKey.generate(curve, random).publicKey();
            assertThat(PublicKey.parseDidKey(key.toDidKey())).isEqualTo(key);
            assertThat(PublicKey.ofPoint(curve, key.compressed())).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, z6MkeTGwHmLmuCmgg4ABYhzWVh6ZX7hTwWt8gguAretUfc9c, 0xED",
        "P-384, z82LkkX8fM1ucGqYCrBGVRfjacQPYGkmvYMx56tbrCzxxZg1md2byZyhqWbumvATUFnRrYv, 0x1201",
    })
    void tellsAnotherCurveFromABrokenKey(String name, String multikey, String codec) {
        assertThatThrownBy(() -> PublicKey.parseDidKey("did:key:" + multikey))
                .as(name)
                .isInstanceOfSatisfying(UnsupportedKeyException.class, e -> assertThat(e.codec())
                        .isEqualTo(Long.decode(codec)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "did:key:",
                "did:key:z",
                "did:key:z1",
                "zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh",
                "did:key:Q3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh",
                "did:key:zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxaw",
                "did:key:zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh1",
                "did:key:zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh#atproto",
                "did:key:zkPptHd8awha6kmHW8eGhUoMJHWQmMJoWtdNuHGoRk75y",
            })
    void refusesWhatIsNoKey(String text) {
        assertThatThrownBy(() -> PublicKey.parseDidKey(text)).isExactlyInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @CsvSource({"K256, 05", "P256, 01"})
    void refusesPointsOffTheCurve(Curve curve, String x) {
        byte[] offCurve = HexFormat.of().parseHex("02" + "00".repeat(31) + x);
        byte[] otherY = PrivateKey.of(curve, HexFormat.of().parseHex("00".repeat(31) + "01"))
                .publicKey()
                .uncompressed()
                .clone();
        otherY[64] ^= 1;

        assertMalformed(curve, offCurve);
        assertMalformed(curve, otherY);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOtherFormsOfAPoint(Curve curve) {
        byte[] point = PrivateKey.generate(curve, new Random(1)).publicKey().uncompressed();
        byte[] hybrid = point.clone();
        hybrid[0] = (byte) (6 + (point[64] & 1));
        byte[] beyondTheField = new byte[33];
        Arrays.fill(beyondTheField, (byte) 0xFF);
        beyondTheField[0] = 2;

        assertMalformed(curve, hybrid);
        assertMalformed(curve, beyondTheField);
        assertMalformed(curve, new byte[0]);
        assertMalformed(curve, new byte[1]);
        assertMalformed(curve, new byte[33]);
        assertMalformed(curve, new byte[65]);
        assertMalformed(curve, Arrays.copyOf(point, 64));
        assertMalformed(curve, Arrays.copyOf(point, 66));
        assertMalformed(curve, Arrays.copyOf(point, 33));
    }

    @Test
    void keysOfDifferentCurvesDiffer() {
        byte[] scalar = HexFormat.of().parseHex("00".repeat(31) + "01");

        assertThat(PrivateKey.of(Curve.K256, scalar).publicKey())
                .isNotEqualTo(PrivateKey.of(Curve.P256, scalar).publicKey());
    }

    private static void assertMalformed(Curve curve, byte[] point) {
        assertThatThrownBy(() -> PublicKey.ofPoint(curve, point)).isExactlyInstanceOf(MalformedException.class);
    }
}
