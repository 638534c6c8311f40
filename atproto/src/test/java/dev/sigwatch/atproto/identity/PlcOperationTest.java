package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.syntax.Did;
import java.net.URI;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected texts were made outside this project's code, by other implementations of DRISL, ECDSA and base32. */
class PlcOperationTest {
    private static final String SCALAR = "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20";
    private static final PrivateKey K256_ROTATION = key(Curve.K256, SCALAR);
    private static final PrivateKey P256_ROTATION = key(Curve.P256, SCALAR);
    private static final PublicKey K256_ONE =
            key(Curve.K256, "00".repeat(31) + "01").publicKey();
    private static final PublicKey P256_ONE =
            key(Curve.P256, "00".repeat(31) + "01").publicKey();

    private static final SignedPlcOperation GENESIS = PlcOperation.genesis(
                    List.of(K256_ROTATION.publicKey(), P256_ROTATION.publicKey()),
                    K256_ONE,
                    "alice.example.com",
                    "https://pds.example.com")
            .sign(K256_ROTATION);
    private static final SignedPlcOperation UPDATE =
            GENESIS.operation().after(GENESIS.cid()).withSigningKey(P256_ONE).sign(P256_ROTATION);

    private final SignatureVerifier verifier = SignatureVerifiers.bouncyCastle();

    @Test
    void firstOperationMakesTheDid() {
        assertThat(GENESIS.sig())
                .isEqualTo("sDbm5tdxabbV1caFFC4LE4cFy9auJJGUqSnJ6d_h0HVQVJpTfP9bByxmzAwiHybn2rzrsPyJfgty2IzxJ-2WQA");
        assertThat(GENESIS.cid()).hasToString("bafyreias66btwh675csb2fl7ihdku7lrq7psy3ntxg6rtsvssu2dzlwpla");
        assertThat(GENESIS.deriveDid()).isEqualTo(Did.parse("did:plc:cl3ygoy737ukihivp5a4nkt5"));
        assertThat(GENESIS.deriveDid().isPlc()).isTrue();
    }

    @Test
    void updateNamesTheOperationBefore() {
        assertThat(UPDATE.sig())
                .isEqualTo("s2Lq6fR7XtZ5KTBakFx2Tn9vVWo3QtjP43_Jk8yhzb0MHe4t_R2MacoOEqFIFFMOHmnVPNawGDZxf11fOPbl5g");
        assertThat(UPDATE.cid()).hasToString("bafyreihukz2k42l6wogfh42h6nbgkolk4xp6yay7xw3pjhwynukpyk3vra");
        assertThat(UPDATE.operation().prev()).isEqualTo(GENESIS.cid());
        assertThatThrownBy(UPDATE::deriveDid).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void signatureIsTheSigners() {
        assertThat(GENESIS.isSignedBy(K256_ROTATION.publicKey(), verifier)).isTrue();
        assertThat(GENESIS.isSignedBy(P256_ROTATION.publicKey(), verifier)).isFalse();
        assertThat(UPDATE.isSignedBy(P256_ROTATION.publicKey(), verifier)).isTrue();
        assertThat(new SignedPlcOperation(UPDATE.operation(), GENESIS.sig())
                        .isSignedBy(K256_ROTATION.publicKey(), verifier))
                .isFalse();
        assertThat(new SignedPlcOperation(GENESIS.operation(), GENESIS.sig() + "==")
                        .isSignedBy(K256_ROTATION.publicKey(), verifier))
                .isFalse();
    }

    @Test
    void jsonIsTheDirectorys() {
        assertThat(GENESIS.toJson())
                .isEqualTo(("{'sig':'" + GENESIS.sig() + "','prev':null,'type':'plc_operation',"
                                + "'services':{'atproto_pds':{'type':'AtprotoPersonalDataServer','endpoint':'https://pds.example.com'}},"
                                + "'alsoKnownAs':['at://alice.example.com'],"
                                + "'rotationKeys':['" + K256_ROTATION.publicKey() + "','" + P256_ROTATION.publicKey()
                                + "'],"
                                + "'verificationMethods':{'atproto':'" + K256_ONE + "'}}")
                        .replace('\'', '"'));
    }

    @Test
    void jsonComesBack() {
        for (SignedPlcOperation operation : List.of(GENESIS, UPDATE)) {
            assertThat(parse(operation.toJson())).isEqualTo(operation);
        }
    }

    @Test
    void changesKeepTheRest() {
        PlcOperation changed = GENESIS.operation()
                .after(GENESIS.cid())
                .withHandle("bob.example.com")
                .withPds("https://other.example.com")
                .withRotationKeys(List.of(K256_ONE));

        assertThat(changed.alsoKnownAs()).containsExactly("at://bob.example.com");
        assertThat(changed.services())
                .containsOnlyKeys("atproto_pds")
                .containsValue(new PlcOperation.Service("AtprotoPersonalDataServer", "https://other.example.com"));
        assertThat(changed.rotationKeys()).containsExactly(K256_ONE.toDidKey());
        assertThat(changed.verificationMethods()).isEqualTo(GENESIS.operation().verificationMethods());
        assertThat(changed.prev()).isEqualTo(GENESIS.cid());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "'prev':null|'prev':null,'extra':1",
                "'prev':null,|",
                "'prev':null|'prev':7",
                "'prev':null|'prev':'bafy'",
                "plc_operation|create",
                "'rotationKeys':[|'rotationKeys':[null,",
                "'sig':'|'sig':7,'x':'",
                "'endpoint':|'url':",
                "'verificationMethods':{|'verificationMethods':{'x':{},",
            })
    void readingIsStrict(String change) {
        String good = GENESIS.toJson().replace('"', '\'');
        int bar = change.indexOf('|');
        String bad = bar < 0 ? change : good.replace(change.substring(0, bar), change.substring(bar + 1));

        assertThat(bad).isNotEqualTo(good);
        assertThatThrownBy(() -> parse(bad.replace('\'', '"'))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void documentOfAnOperationReadsBack(Curve curve) {
        PublicKey signingKey = curve == Curve.K256 ? K256_ONE : P256_ONE;
        Did did = GENESIS.deriveDid();
        String json = DidDocuments.render(did, GENESIS.operation().withSigningKey(signingKey));
        DidDocument document = DidDocument.parse(json.getBytes(UTF_8), did);

        assertThat(document.problems()).isEmpty();
        assertThat(document.signingKey()).contains(signingKey);
        assertThat(document.pds()).contains(URI.create("https://pds.example.com"));
        assertThat(document.handle().orElseThrow()).hasToString("alice.example.com");
    }

    @Test
    void documentIsTheDirectorys() {
        assertThat(DidDocuments.render(GENESIS.deriveDid(), GENESIS.operation()))
                .isEqualTo(("{'@context':['https://www.w3.org/ns/did/v1','https://w3id.org/security/multikey/v1',"
                                + "'https://w3id.org/security/suites/secp256k1-2019/v1'],"
                                + "'id':'did:plc:cl3ygoy737ukihivp5a4nkt5','alsoKnownAs':['at://alice.example.com'],"
                                + "'verificationMethod':[{'id':'did:plc:cl3ygoy737ukihivp5a4nkt5#atproto','type':'Multikey',"
                                + "'controller':'did:plc:cl3ygoy737ukihivp5a4nkt5','publicKeyMultibase':'"
                                + K256_ONE.toMultikey() + "'}],"
                                + "'service':[{'id':'#atproto_pds','type':'AtprotoPersonalDataServer',"
                                + "'serviceEndpoint':'https://pds.example.com'}]}")
                        .replace('\'', '"'));
    }

    @Test
    void publishedLogsReproduce() {
        int operations = 0;
        int founded = 0;
        for (Path file : Vectors.list("plc/audit_log/valid")) {
            for (JsonNode entry : Vectors.json("plc/audit_log/valid/" + file.getFileName())) {
                if (!entry.at("/operation/type").textValue().equals("plc_operation")) {
                    continue;
                }
                SignedPlcOperation operation = parse(entry.get("operation").toString());
                assertThat(operation.cid()).hasToString(entry.get("cid").textValue());
                assertThat(BoundedJson.read(operation.toJson().getBytes(UTF_8))).isEqualTo(entry.get("operation"));
                operations++;
                if (operation.operation().prev() == null) {
                    assertThat(operation.deriveDid())
                            .hasToString(entry.get("did").textValue());
                    assertThat(operation.operation().rotationKeys())
                            .anyMatch(key -> operation.isSignedBy(PublicKey.parseDidKey(key), verifier));
                    founded++;
                }
            }
        }
        System.out.printf("PLC logs: %d operations with their CIDs, %d DIDs derived%n", operations, founded);
        assertThat(founded).isPositive();
    }

    private static SignedPlcOperation parse(String json) {
        return SignedPlcOperation.parse(json.getBytes(UTF_8));
    }

    private static PrivateKey key(Curve curve, String scalar) {
        return PrivateKey.of(curve, HexFormat.of().parseHex(scalar));
    }
}
