package dev.sigwatch.atproto.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeyTest {
    /** RFC 6979 A.2.5 with SHA-256, its high s replaced by n - s, and the customary secp256k1 example. */
    @ParameterizedTest
    @CsvSource({
        "P256, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, sample,"
                + " efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                + "0834e36ad29a83bf2bc9385e491d6099c8fdf9d1ed67aa7ea5f51f93782857a9",
        "K256, 0000000000000000000000000000000000000000000000000000000000000001, Satoshi Nakamoto,"
                + " 934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
    })
    void signsAsTheStandardSays(Curve curve, String scalar, String message, String signature)
            throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(message.getBytes(US_ASCII));

        assertThat(PrivateKey.of(curve, HexFormat.of().parseHex(scalar)).sign(digest))
                .isEqualTo(HexFormat.of().parseHex(signature));
    }

    @ParameterizedTest
    @EnumSource
    void signaturesAreInTheAcceptedForm(Curve curve) {
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            byte[] signature = PrivateKey.generate(curve, random).sign(digest);
            assertThat(SignatureForm.of(curve, signature)).isEqualTo(SignatureForm.OK);
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalSeedsGiveEqualKeys(Curve curve) {
        assertThat(PrivateKey.generate(curve, new Random(5)).publicKey())
                .isEqualTo(PrivateKey.generate(curve, new Random(5)).publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000000000000000000000000000000000000000000001",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            })
    void refusesWhatIsNoScalar(String scalar) {
        assertThatThrownBy(() -> PrivateKey.of(Curve.K256, HexFormat.of().parseHex(scalar)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void takesTheLargestScalar() {
        byte[] largest = HexFormat.of().parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140");
        byte[] one = HexFormat.of().parseHex("00".repeat(31) + "01");
        PublicKey generator = PrivateKey.of(Curve.K256, one).publicKey();
        byte[] negated = generator.compressed();
        negated[0] ^= 1;

        assertThat(PrivateKey.of(Curve.K256, largest).publicKey().compressed()).isEqualTo(negated);
    }

    @Test
    void textKeepsTheSecret() {
        PrivateKey key = PrivateKey.of(Curve.K256, HexFormat.of().parseHex("00".repeat(31) + "2a"));

        assertThat(key.toString()).isEqualTo("private key of " + key.publicKey());
    }

    @Test
    void refusesADigestOfAnotherLength() {
        PrivateKey key = PrivateKey.generate(Curve.K256, new Random(1));

        assertThatThrownBy(() -> key.sign(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
