package dev.sigwatch.atproto.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.Vectors;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network's own fixtures, and Wycheproof's under the network's rule that s is low. */
class CryptoVectorsTest {
    private static final List<SignatureVerifier> VERIFIERS =
            List.of(SignatureVerifiers.best(), SignatureVerifiers.bouncyCastle());

    @Test
    void interopSignatures() throws NoSuchAlgorithmException {
        JsonNode cases = Vectors.json("interop/crypto/signature-fixtures.json");
        int valid = 0;
        for (JsonNode one : cases) {
            PublicKey key = PublicKey.parseDidKey(one.get("publicKeyDid").textValue());
            byte[] digest =
                    sha256(Base64.getDecoder().decode(one.get("messageBase64").textValue()));
            byte[] signature =
                    Base64.getDecoder().decode(one.get("signatureBase64").textValue());
            boolean expected = one.get("validSignature").booleanValue();
            for (SignatureVerifier verifier : VERIFIERS) {
                assertThat(verifier.verify(key, digest, signature))
                        .as(one.get("comment").textValue())
                        .isEqualTo(expected);
            }
            assertThat(SignatureForm.of(key.curve(), signature)).isEqualTo(form(one));
            valid += expected ? 1 : 0;
        }
        System.out.printf("interop signatures: %d, %d valid%n", cases.size(), valid);
        assertThat(cases).hasSize(6);
    }

    @Test
    void didKeysOfTheW3c() {
        JsonNode k256 = Vectors.json("interop/crypto/w3c_didkey_K256.json");
        for (JsonNode one : k256) {
            byte[] scalar =
                    HexFormat.of().parseHex(one.get("privateKeyBytesHex").textValue());
            assertDidKey(Curve.K256, scalar, one);
        }
        JsonNode p256 = Vectors.json("interop/crypto/w3c_didkey_P256.json");
        for (JsonNode one : p256) {
            assertDidKey(
                    Curve.P256, Base58.decode(one.get("privateKeyBytesBase58").textValue(), 0), one);
        }
        System.out.printf("did:key: %d K-256, %d P-256%n", k256.size(), p256.size());
        assertThat(k256).isNotEmpty();
        assertThat(p256).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "K256, ecdsa_secp256k1_sha256_p1363_test.json, 95, 157",
        "P256, ecdsa_secp256r1_sha256_p1363_test.json, 103, 159"
    })
    void wycheproof(Curve curve, String file, int accepts, int refusals) throws NoSuchAlgorithmException {
        HexFormat hex = HexFormat.of();
        int accepted = 0;
        int refused = 0;
        for (JsonNode group : Vectors.json("wycheproof/" + file).get("testGroups")) {
            PublicKey key = PublicKey.ofPoint(
                    curve,
                    hex.parseHex(group.get("publicKey").get("uncompressed").textValue()));
            for (JsonNode one : group.get("tests")) {
                byte[] digest = sha256(hex.parseHex(one.get("msg").textValue()));
                byte[] signature = hex.parseHex(one.get("sig").textValue());
                boolean expected = one.get("result").textValue().equals("valid")
                        && SignatureForm.of(curve, signature) != SignatureForm.HIGH_S;
                for (SignatureVerifier verifier : VERIFIERS) {
                    assertThat(verifier.verify(key, digest, signature))
                            .as("%s case %s", file, one.get("tcId"))
                            .isEqualTo(expected);
                }
                accepted += expected ? 1 : 0;
                refused += expected ? 0 : 1;
            }
        }
        System.out.printf("wycheproof %s: %d accepted, %d refused%n", curve, accepted, refused);
        assertThat(List.of(accepted, refused)).isEqualTo(List.of(accepts, refusals));
    }

    private static SignatureForm form(JsonNode fixture) {
        String tags = fixture.get("tags").toString();
        if (tags.contains("der")) {
            return SignatureForm.DER;
        }
        return tags.contains("high-s") ? SignatureForm.HIGH_S : SignatureForm.OK;
    }

    private static void assertDidKey(Curve curve, byte[] scalar, JsonNode fixture) {
        PublicKey key = PrivateKey.of(curve, scalar).publicKey();
        assertThat(key.toDidKey()).isEqualTo(fixture.get("publicDidKey").textValue());
        assertThat(PublicKey.parseDidKey(key.toDidKey())).isEqualTo(key);
    }

    private static byte[] sha256(byte[] message) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }
}
