package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocument.Problem;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidDocumentTest {
    private static final Did DID = Did.parse("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final String K256 = "zQ3shWLyu8mc4GLnyzrxvWj9kJPijwGbjdrr3pZ8hacUYxawh";
    private static final String K256_LEGACY =
            "zQ8NYohEJcNSRpa5spnk4vjUMTfTQXv6cAJqq5YmZBC6f8FB3eQMKnJ2Kiqyz1oU3Gas4zGnc2uM2txANG1Wt4pXh";
    private static final String K256_LEGACY_COMPRESSED = "zkPptHd8awha6kmHW8eGhUoMJHWQmMJoWtdNuHGoRk75y";
    private static final String P256 = "zDnaeVuZeVRqvscGkiEoR9PFFra2xZUMp97ZPuGFK1VLU7iYN";
    private static final String P256_LEGACY_COMPRESSED = "zgwELrQ2G98jJ65UmGs8tCFciWfEgNk3FxQwsSfkYjwVG";
    private static final String ED25519 = "z6MkeTGwHmLmuCmgg4ABYhzWVh6ZX7hTwWt8gguAretUfc9c";
    private static final String LEGACY_K256 = "EcdsaSecp256k1VerificationKey2019";
    private static final String LEGACY_P256 = "EcdsaSecp256r1VerificationKey2019";

    private static final String GOOD_PDS = pds("#atproto_pds", "AtprotoPersonalDataServer", "https://pds.example.com");

    @Test
    void readsKeyServerAndHandle() {
        DidDocument document = withMethods(method("#atproto", DID.value(), "Multikey", K256));

        assertThat(document.did()).isEqualTo(DID);
        assertThat(document.signingKey()).contains(PublicKey.parseMultikey(K256));
        assertThat(document.pds()).contains(URI.create("https://pds.example.com"));
        assertThat(document.handle()).contains(Handle.parse("alice.example.com"));
        assertThat(document.handles())
                .containsExactly(Handle.parse("alice.example.com"), Handle.parse("old.example.com"));
        assertThat(document.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Multikey," + K256 + "," + K256,
        "Multikey," + P256 + "," + P256,
        LEGACY_K256 + "," + K256_LEGACY + "," + K256,
        LEGACY_K256 + "," + K256_LEGACY_COMPRESSED + "," + K256,
    })
    void everyEncodingOfAKeyIsRead(String type, String multibase, String multikey) {
        DidDocument document = withMethods(method(DID + "#atproto", DID.value(), type, multibase));

        assertThat(document.signingKey()).contains(PublicKey.parseMultikey(multikey));
        assertThat(document.problems()).isEmpty();
    }

    @Test
    void compressedLegacyP256IsReadByOneImplementationOnly() {
        DidDocument document = withMethods(method("#atproto", DID.value(), LEGACY_P256, P256_LEGACY_COMPRESSED));

        assertThat(document.signingKey()).contains(PublicKey.parseMultikey(P256));
        assertThat(document.problems()).containsExactly(Problem.AMBIGUOUS);
    }

    @ParameterizedTest
    @CsvSource({
        "Multikey," + ED25519 + ",KEY_UNSUPPORTED",
        "Ed25519VerificationKey2020," + ED25519 + ",KEY_UNSUPPORTED",
        "Multikey,zQ3sh,KEY_MALFORMED",
        "Multikey," + K256_LEGACY + ",KEY_MALFORMED",
        LEGACY_K256 + "," + K256 + ",KEY_MALFORMED",
    })
    void unusableKeysAreTold(String type, String multibase, Problem problem) {
        DidDocument document = withMethods(method("#atproto", DID.value(), type, multibase));

        assertThat(document.signingKey()).isEmpty();
        assertThat(document.problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#atproto_label",
                "#xatproto",
                "atproto",
                "x#y#atproto",
                "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa#ATPROTO",
            })
    void otherMethodsAreNoSigningKey(String id) {
        assertThat(withMethods(method(id, DID.value(), "Multikey", K256)).problems())
                .containsExactly(Problem.NO_KEY);
    }

    @Test
    void documentWithoutMethodsHasNoKey() {
        assertThat(withMethods().problems()).containsExactly(Problem.NO_KEY);
        assertThat(parse("{\"id\":\"" + DID + "\"}").problems())
                .containsExactlyInAnyOrder(Problem.NO_KEY, Problem.NO_PDS);
    }

    @Test
    void keyWithAnotherControllerIsReadByTypeScriptOnly() {
        DidDocument document = withMethods(method("#atproto", "did:web:example.com", "Multikey", K256));

        assertThat(document.signingKey()).isEmpty();
        assertThat(document.problems()).containsExactlyInAnyOrder(Problem.NO_KEY, Problem.AMBIGUOUS);
    }

    @Test
    void keyIdOfAnotherDidIsReadByIndigoOnly() {
        DidDocument document = withMethods(
                method("did:web:example.com#atproto", DID.value(), "Multikey", P256),
                method("#atproto", DID.value(), "Multikey", K256));

        assertThat(document.signingKey()).contains(PublicKey.parseMultikey(K256));
        assertThat(document.problems()).containsExactly(Problem.AMBIGUOUS);
    }

    @Test
    void firstValidKeyCountsWhereImplementationsStopAtTheFirst() {
        DidDocument document = withMethods(
                method("#atproto", DID.value(), "Multikey", ED25519),
                method("#atproto", DID.value(), "Multikey", K256));

        assertThat(document.signingKey()).contains(PublicKey.parseMultikey(K256));
        assertThat(document.problems()).containsExactly(Problem.AMBIGUOUS);
    }

    @Test
    void laterKeysDoNotMatter() {
        DidDocument document = withMethods(
                method("#atproto", DID.value(), "Multikey", K256), method("#atproto", DID.value(), "Multikey", P256));

        assertThat(document.signingKey()).contains(PublicKey.parseMultikey(K256));
        assertThat(document.problems()).isEmpty();
    }

    @Test
    void candidatesAreBounded() {
        String[] methods = new String[SigningKeyReading.MAX_CANDIDATES + 1];
        Arrays.fill(methods, method("#atproto", DID.value(), "Multikey", ED25519));
        methods[methods.length - 1] = method("#atproto", DID.value(), "Multikey", K256);

        assertThat(withMethods(methods).problems()).containsExactly(Problem.KEY_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"did:plc:bbbbbbbbbbbbbbbbbbbbbbbb\"", "\"\"", "null", "7", "[\"" + "did:plc:a" + "\"]"})
    void documentOfAnotherDidGivesNothing(String id) {
        DidDocument document = parse(
                document(id, "[" + method("#atproto", DID.value(), "Multikey", K256) + "]", "[" + GOOD_PDS + "]"));

        assertThat(document.problems()).containsExactly(Problem.ID_MISMATCH);
        assertThat(document.signingKey()).isEmpty();
        assertThat(document.pds()).isEmpty();
        assertThat(document.handles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://pds.example.com, https://pds.example.com",
        "https://pds.example.com/, https://pds.example.com",
        "https://pds.example.com:8443, https://pds.example.com:8443",
        "http://localhost:2583, http://localhost:2583",
        "http://127.0.0.1:2583, http://127.0.0.1:2583",
        "http://[::1]:2583, http://[::1]:2583",
    })
    void serverIsReadFromItsUrl(String endpoint, String expected) {
        assertThat(withService(pds("#atproto_pds", "AtprotoPersonalDataServer", endpoint))
                        .pds())
                .contains(URI.create(expected));
        assertThat(withService(pds(DID + "#atproto_pds", "AtprotoPersonalDataServer", endpoint))
                        .pds())
                .contains(URI.create(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pds.example.com",
                "http://pds.example.com",
                "http://localhost.example.com",
                "ftp://pds.example.com",
                "https://",
                "https:pds.example.com",
                "https://user@pds.example.com",
                "https://pds.example.com/xrpc",
                "https://pds.example.com?x",
                "https://pds.example.com#x",
                "https://pds.example.com:0",
                "https://pds.example.com:65536",
                "https://pds example.com",
                "https://[::1",
                "http:pds.example.com",
                "http:///x",
            })
    void whatIsNoServerIsTold(String endpoint) {
        DidDocument document = withService(pds("#atproto_pds", "AtprotoPersonalDataServer", endpoint));

        assertThat(document.pds()).isEmpty();
        assertThat(document.problems()).containsExactly(Problem.NO_PDS);
    }

    @Test
    void otherServicesAreNoServer() {
        String good = "https://pds.example.com";

        assertThat(withService(pds("#atproto_pds", "AtprotoLabeler", good)).problems())
                .containsExactly(Problem.NO_PDS);
        assertThat(withService(pds("#atproto_labeler", "AtprotoPersonalDataServer", good))
                        .problems())
                .containsExactly(Problem.NO_PDS);
        assertThat(withService(
                                "{\"id\":\"#atproto_pds\",\"type\":\"AtprotoPersonalDataServer\",\"serviceEndpoint\":{}}")
                        .problems())
                .containsExactly(Problem.NO_PDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "null", "7", "\"x\"", "{", "{}{}", "{} x", "{\"a\":1e}", "\u0000"})
    void whatIsNoObjectIsMalformed(String json) {
        assertThatThrownBy(() -> parse(json)).isExactlyInstanceOf(MalformedException.class);
    }

    @Test
    void sizeAndDepthAreBounded() {
        String depth = "[".repeat(BoundedJson.MAX_DEPTH) + "]".repeat(BoundedJson.MAX_DEPTH);
        String start = "{\"id\":\"" + DID + "\",\"x\":\"";
        String largest = start + "y".repeat(BoundedJson.MAX_BYTES - start.length() - 2) + "\"}";

        assertThat(parse(largest).problems()).contains(Problem.NO_KEY);
        assertThatThrownBy(() -> parse(largest + " ")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> parse("{\"x\":" + depth + "}")).isInstanceOf(MalformedException.class);
    }

    @Test
    void membersOfOtherTypesAreAbsent() {
        assertThat(parse("{\"id\":\"" + DID
                                + "\",\"verificationMethod\":{\"a\":1},\"service\":7,\"alsoKnownAs\":[1,{}]}")
                        .problems())
                .containsExactlyInAnyOrder(Problem.NO_KEY, Problem.NO_PDS);
        assertThat(parse(document("\"" + DID + "\"", "[1,null,[],{\"id\":7}]", "[1,null,[],{\"id\":7}]"))
                        .problems())
                .containsExactlyInAnyOrder(Problem.NO_KEY, Problem.NO_PDS);
    }

    @Test
    void bothFormsOfAPublishedDocumentGiveOneKey() {
        Did did = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");
        DidDocument today = DidDocument.parse(Vectors.bytes("indigo/diddoc/did_plc_doc.json"), did);
        DidDocument legacy = DidDocument.parse(Vectors.bytes("indigo/diddoc/did_plc_doc_legacy.json"), did);

        assertThat(today.signingKey()).isPresent().isEqualTo(legacy.signingKey());
        assertThat(today.handle()).contains(Handle.parse("atproto.com"));
        assertThat(today.pds()).contains(URI.create("https://bsky.social"));
        for (DidDocument document : List.of(today, legacy)) {
            assertThat(document.problems()).isEmpty();
        }
    }

    private static DidDocument withMethods(String... methods) {
        return parse(document("\"" + DID + "\"", "[" + String.join(",", methods) + "]", "[" + GOOD_PDS + "]"));
    }

    private static DidDocument withService(String service) {
        String method = method("#atproto", DID.value(), "Multikey", K256);
        return parse(document("\"" + DID + "\"", "[" + method + "]", "[" + service + "]"));
    }

    private static String document(String id, String methods, String services) {
        return """
                {"@context":["https://www.w3.org/ns/did/v1"],"id":%s,
                 "alsoKnownAs":["https://example.com","at://-bad-","at://alice.example.com","at://old.example.com"],
                 "verificationMethod":%s,"service":%s}""".formatted(id, methods, services);
    }

    private static String method(String id, String controller, String type, String multibase) {
        return "{\"id\":\"%s\",\"type\":\"%s\",\"controller\":\"%s\",\"publicKeyMultibase\":\"%s\"}"
                .formatted(id, type, controller, multibase);
    }

    private static String pds(String id, String type, String endpoint) {
        return "{\"id\":\"%s\",\"type\":\"%s\",\"serviceEndpoint\":\"%s\"}".formatted(id, type, endpoint);
    }

    private static DidDocument parse(String json) {
        return DidDocument.parse(json.getBytes(UTF_8), DID);
    }
}
