package dev.sigwatch.atproto.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignatureVerifiersTest {
    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "x86_64"})
    void nativesAreTakenWhereTheyAreShipped() {
        assertThat(SignatureVerifiers.best().name()).isEqualTo("K-256 libsecp256k1, P-256 AWS-LC");
    }

    @Test
    void portableVerifierIsNamed() {
        assertThat(SignatureVerifiers.bouncyCastle().name()).isEqualTo("K-256 Bouncy Castle, P-256 Bouncy Castle");
    }

    @Test
    void processKeepsItsProviders() {
        SignatureVerifiers.best();

        assertThat(Arrays.toString(Security.getProviders())).doesNotContain("Corretto");
    }

    @Test
    void missingLibraryIsReplacedAndNamed() {
        SignatureVerifiers.Choice choice = SignatureVerifiers.choose(Curve.P256, "AWS-LC", () -> {
            throw new UnsatisfiedLinkError("no such\n library");
        });

        assertThat(choice.verifier()).isInstanceOf(BouncyCastleVerifier.class);
        assertThat(choice).hasToString("Bouncy Castle (no AWS-LC: java.lang.UnsatisfiedLinkError: no such library)");
    }

    @ParameterizedTest
    @EnumSource
    void libraryThatAnswersWronglyIsReplaced(Curve curve) {
        for (boolean answer : new boolean[] {true, false}) {
            CurveVerifier wrong = new CurveVerifier() {
                @Override
                public boolean verify(PublicKey key, byte[] digest, byte[] signature) {
                    return answer;
                }

                @Override
                public String name() {
                    return "wrong";
                }
            };
            assertThat(SignatureVerifiers.choose(curve, "wrong", () -> wrong).toString())
                    .startsWith("Bouncy Castle (no wrong: ")
                    .contains("wrong answer on a known " + curve + " signature");
        }
    }

    @ParameterizedTest
    @EnumSource
    void probeIsWhatTheSignerMakes(Curve curve) {
        Probe probe = Probe.of(curve);
        byte[] counting = HexFormat.of().parseHex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
        PrivateKey signer = PrivateKey.of(curve, counting);

        assertThat(probe.key()).isEqualTo(signer.publicKey());
        assertThat(probe.digest()).isEqualTo(counting);
        assertThat(probe.signature()).isEqualTo(signer.sign(counting));
        probe.check(new BouncyCastleVerifier());
    }
}
