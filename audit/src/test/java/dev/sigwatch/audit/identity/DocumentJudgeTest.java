package dev.sigwatch.audit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Story.JudgedOrNot;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentJudgeTest {
    private static final long HOUR = 3_600;
    private static final String WEB = "did:web:a.example.com";

    private final Story story = new Story();

    @Test
    void theRenderingOfTheHeadIsToldOnceAndFits() {
        story.seesLog(1);

        JudgedOrNot document = story.seesDocument(story.document(0), 2);

        assertThat(document.findings()).isEmpty();
        assertThat(document.judged().operations())
                .extracting(JudgedOperation::type)
                .containsExactly("did-document");
        assertThat(story.seesDocument(story.document(0), HOUR).isNothing()).isTrue();
    }

    @Test
    void howADocumentIsWrittenMakesNoDifference() {
        story.seesLog(1);
        PlcOperation head = story.after(0);
        PublicKey key = PublicKey.parseDidKey(head.verificationMethods().getOrDefault("atproto", ""));
        String bare = story.document(0)
                .replace(story.did() + "#", "#")
                .replace("\"id\":\"#atproto_pds\"", "\"id\":\"" + story.did() + "#atproto_pds\"");
        String legacy =
                "{\"service\":[{\"serviceEndpoint\":\"https://pds.example.com\",\"type\":\"AtprotoPersonalDataServer\","
                        + "\"id\":\"#atproto_pds\"}],\"verificationMethod\":[{\"publicKeyMultibase\":\"z"
                        + base58(key.uncompressed()) + "\",\"controller\":\"" + story.did() + "\",\"type\":\""
                        + (key.curve() == Curve.K256
                                ? "EcdsaSecp256k1VerificationKey2019"
                                : "EcdsaSecp256r1VerificationKey2019")
                        + "\",\"id\":\"#atproto\"}],\"alsoKnownAs\":[\"at://a.example.com\"],\"id\":\"" + story.did()
                        + "\"}";

        assertThat(story.seesDocument(bare, HOUR).findings()).isEmpty();
        assertThat(story.seesDocument(legacy, HOUR + 1).findings()).isEmpty();
        assertThat(story.state.doubts()).isEmpty();
    }

    @Test
    void theDocumentBeforeIsLagForAWhile() {
        rotated();

        JudgedOrNot lagging = story.seesDocument(story.document(0), HOUR + 30);
        assertThat(lagging.decision().questions()).hasSize(1);
        assertThat(lagging.findings()).isEmpty();

        JudgedOrNot stale = story.seesDocument(story.document(0), HOUR + 61);
        assertThat(stale.findings()).containsExactly(FindingCode.PLC_DOC_DIVERGES);
        assertThat(new String(stale.judged().ours(), UTF_8)).isEqualTo(story.document(1));
        assertThat(new String(stale.judged().theirs(), UTF_8)).isEqualTo(story.document(0));
        assertThat(story.seesDocument(story.document(1), HOUR + 62).findings()).isEmpty();
        assertThat(story.state.doubts()).isEmpty();
    }

    @Test
    void aDocumentOfNoOperationIsToldWhenItStays() {
        story.seesLog(1);
        String forged = story.document(0).replace("pds.example.com", "thief.example.com");

        assertThat(story.seesDocument(forged, HOUR).decision().questions()).hasSize(1);
        assertThat(story.seesDocument(forged, HOUR + 5).isNothing()).isTrue();
        assertThat(story.seesDocument(forged, HOUR + 11).findings()).containsExactly(FindingCode.PLC_DOC_DIVERGES);
    }

    @Test
    void aDocumentMayBeNewerThanTheLog() {
        story.seesLog(1);
        story.add(story.after(0).withSigningKey(story.publicKey()).sign(story.low), HOUR);

        assertThat(story.seesDocument(story.document(1), HOUR + 1).decision().questions())
                .hasSize(1);
        story.seesLog(HOUR + 2);
        assertThat(story.seesDocument(story.document(1), HOUR + 20).isNothing()).isTrue();
        assertThat(story.state.doubts()).isEmpty();
    }

    @Test
    void anOldDocumentThatComesLateWasRight() {
        rotated();

        JudgedOrNot old = story.seesDocument(story.document(0), HOUR - 5);

        assertThat(old.decision().questions()).isEmpty();
        assertThat(old.findings()).isEmpty();
    }

    @Test
    void theDirectoryOfTheDocumentsIsBelievedWhoseverLogCameFirst() {
        story.add(story.after(0).withHandle("b.example.com").sign(story.low), 1);
        story.sees(Kind.PLC_AUDIT_LOG, Story.WITNESS + "/x/log/audit", 10, story.log(0, 1));
        story.seesDocument(story.document(1), 11);

        assertThat(story.sees(Kind.PLC_AUDIT_LOG, Story.PLC + "/x/log/audit", HOUR, story.log(0))
                        .findings())
                .containsExactly(FindingCode.PLC_LOG_REWRITTEN);
    }

    @Test
    void aDirectoryThatForgetsADidIsContradicted() {
        story.seesLog(1);

        assertThat(story.sees(Kind.NOT_FOUND, Story.PLC + "/x", HOUR, "")
                        .decision()
                        .questions())
                .hasSize(1);
        assertThat(story.sees(Kind.NOT_FOUND, Story.PLC + "/x", HOUR + 11, "").findings())
                .containsExactly(FindingCode.PLC_LOG_REWRITTEN);
        assertThat(story.sees(Kind.NOT_FOUND, Story.PLC + "/x", HOUR + 30, "").isNothing())
                .isTrue();
    }

    @Test
    void handlesAreVerifiedByTheirDomainAndChangeNoKey() {
        story.seesLog(1);
        String good =
                "{\"handle\":\"a.example.com\",\"dns\":[\"" + story.did() + "\"],\"https\":\"\",\"failure\":\"\"}";
        String bad = good.replace(story.did().value(), "did:plc:other");

        JudgedOrNot verified = story.sees(Kind.HANDLE, "dns:a.example.com", 2, good);
        assertThat(verified.judged().handleVerified()).isTrue();
        assertThat(verified.findings()).isEmpty();
        assertThat(story.sees(Kind.HANDLE, "dns:a.example.com", 3, good).isNothing())
                .isTrue();
        assertThat(story.sees(Kind.HANDLE, "dns:a.example.com", 4, bad).findings())
                .containsExactly(FindingCode.HANDLE_UNVERIFIED);
        assertThat(story.sees(Kind.HANDLE, "dns:a.example.com", 5, bad.replace("\"failure\":\"\"", "\"failure\":\"x\""))
                        .isNothing())
                .as("no answer says nothing")
                .isTrue();
        assertThat(story.sees(Kind.HANDLE, "dns:a.example.com", 6, "no json").isNothing())
                .isTrue();
        assertThat(story.sees(Kind.HANDLE, "x", 7, good.replace("a.example.com", "b.example.com"))
                        .isNothing())
                .as("not the one it claims")
                .isTrue();
    }

    @Test
    void faultsOfAFeedAreTold() {
        JudgedOrNot fault = story.sees(Kind.PLC_FEED_FAULT, Story.PLC + "/export", 5, "seq 4 after seq 7\n{\"seq\":4}");

        assertThat(fault.findings()).containsExactly(FindingCode.PLC_FEED_ORDER);
        assertThat(fault.judged().findings().get(0).detail()).isEqualTo("seq 4 after seq 7");
    }

    @Test
    void whatCannotBeReadIsTold() {
        assertThat(story.seesDocument("[]", 1).ofOperations()).containsExactly(FindingCode.DIDDOC_MALFORMED);
        assertThat(story.seesDocument("{\"id\":\"did:plc:x\"}", 2).ofOperations())
                .containsExactly(FindingCode.DIDDOC_ID_MISMATCH);
    }

    @Test
    void didWebIsDatedSnapshots() {
        PublicKey a = story.publicKey();
        PublicKey b = story.publicKey();

        assertThat(web(a, 1).judged().isFirst()).isTrue();
        assertThat(web(a, 2).isNothing()).isTrue();
        JudgedOrNot changed = web(b, 10);
        assertThat(changed.ofOperations()).containsExactly(FindingCode.DIDWEB_CHANGED);
        assertThat(changed.judged().operations().get(0).tlsChain()).isEqualTo("c0ffee");
        assertThat(changed.judged().before()).isNotNull();
        assertThat(web(a, 20).ofOperations()).containsExactly(FindingCode.DIDWEB_CHANGED, FindingCode.DIDWEB_FLIPFLOP);
        assertThat(web(b, 12).isNothing()).as("late, and so it was").isTrue();
        assertThat(story.state.periods()).isEmpty();
    }

    @Test
    void redirectsAreToldOnce() {
        IdentityObservation redirect = new IdentityObservation(
                WEB,
                Kind.REDIRECT,
                "https://a.example.com/.well-known/did.json",
                1,
                "https://b.example.com".getBytes(UTF_8));

        assertThat(story.sees(redirect).findings()).containsExactly(FindingCode.DIDWEB_REDIRECT);
    }

    private JudgedOrNot web(PublicKey key, long second) {
        String json = dev.sigwatch.atproto.identity.DidDocuments.render(
                new dev.sigwatch.atproto.syntax.Did(WEB),
                new PlcOperation(
                        java.util.List.of(),
                        Map.of("atproto", key.toDidKey()),
                        java.util.List.of("at://a.example.com"),
                        Map.of(
                                "atproto_pds",
                                new PlcOperation.Service("AtprotoPersonalDataServer", "https://pds.example.com")),
                        null));
        return story.sees(new IdentityObservation(
                WEB,
                Kind.DID_DOCUMENT,
                "https://a.example.com/.well-known/did.json",
                second * Story.SECOND,
                json.getBytes(UTF_8),
                new IdentityObservation.Tls("c0ffee", "CN=Test")));
    }

    private void rotated() {
        story.seesLog(1);
        story.add(story.after(0).withSigningKey(story.publicKey()).sign(story.low), HOUR);
        story.seesLine(1, HOUR + 1);
    }

    private static String base58(byte[] bytes) {
        String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        java.math.BigInteger value = new java.math.BigInteger(1, bytes);
        java.math.BigInteger base = java.math.BigInteger.valueOf(58);
        StringBuilder text = new StringBuilder();
        while (value.signum() > 0) {
            text.insert(0, alphabet.charAt(value.mod(base).intValue()));
            value = value.divide(base);
        }
        return text.toString();
    }
}
