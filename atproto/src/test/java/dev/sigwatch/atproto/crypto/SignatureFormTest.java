package dev.sigwatch.atproto.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureFormTest {
    private static final BigInteger ONE = BigInteger.ONE;

    @ParameterizedTest
    @CsvSource({
        "K256, fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141,"
                + " 7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0",
        "P256, ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,"
                + " 7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8",
    })
    void boundsAreExact(Curve curve, String orderHex, String halfHex) {
        BigInteger n = new BigInteger(orderHex, 16);
        BigInteger half = new BigInteger(halfHex, 16);

        assertThat(form(curve, ONE, ONE)).isEqualTo(SignatureForm.OK);
        assertThat(form(curve, n.subtract(ONE), half)).isEqualTo(SignatureForm.OK);
        assertThat(form(curve, ONE, half.add(ONE))).isEqualTo(SignatureForm.HIGH_S);
        assertThat(form(curve, ONE, n.subtract(ONE))).isEqualTo(SignatureForm.HIGH_S);
        assertThat(form(curve, ONE, n)).isEqualTo(SignatureForm.RANGE);
        assertThat(form(curve, n, ONE)).isEqualTo(SignatureForm.RANGE);
        assertThat(form(curve, BigInteger.ZERO, ONE)).isEqualTo(SignatureForm.RANGE);
        assertThat(form(curve, ONE, BigInteger.ZERO)).isEqualTo(SignatureForm.RANGE);
        assertThat(form(curve, ONE.shiftLeft(256).subtract(ONE), ONE)).isEqualTo(SignatureForm.RANGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 63, 65, 70, 72, 128})
    void otherLengthsAreNamed(int length) {
        assertThat(SignatureForm.of(new byte[length])).isEqualTo(SignatureForm.LENGTH);
        assertThat(SignatureForm.of(Curve.K256, new byte[length])).isEqualTo(SignatureForm.LENGTH);
    }

    @Test
    void derIsNamed() {
        byte[] shortest = HexFormat.of().parseHex("3006020101020101");
        byte[] longest = HexFormat.of().parseHex("3046" + ("022100" + "ff".repeat(32)).repeat(2));

        assertThat(SignatureForm.of(shortest)).isEqualTo(SignatureForm.DER);
        assertThat(SignatureForm.of(longest)).isEqualTo(SignatureForm.DER);
        assertThat(SignatureForm.of(Arrays.copyOf(longest, 71))).isEqualTo(SignatureForm.LENGTH);
        assertThat(SignatureForm.of(HexFormat.of().parseHex("30060201010201ff01")))
                .isEqualTo(SignatureForm.LENGTH);
        assertThat(SignatureForm.of(HexFormat.of().parseHex("30060205010201ff")))
                .isEqualTo(SignatureForm.LENGTH);
        assertThat(SignatureForm.of(HexFormat.of().parseHex("3006027f01020101")))
                .isEqualTo(SignatureForm.LENGTH);
        assertThat(SignatureForm.of(HexFormat.of().parseHex("300602ff01020101")))
                .isEqualTo(SignatureForm.LENGTH);
    }

    private static SignatureForm form(Curve curve, BigInteger r, BigInteger s) {
        byte[] signature = Arrays.copyOf(Curve.scalar(r), 64);
        System.arraycopy(Curve.scalar(s), 0, signature, 32, 32);
        return SignatureForm.of(curve, signature);
    }
}
