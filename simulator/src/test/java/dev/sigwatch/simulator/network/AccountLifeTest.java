package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What becomes of identities is what the directory then tells of them. */
class AccountLifeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.bouncyCastle();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedNetwork network = new SimulatedNetwork(5, CLOCK);
    private final SimulatedAccount account = network.account("alice");

    @Test
    void ownersAndServersSignWithKeysOfTheirOwn() throws Exception {
        PublicKey prepared = network.life().prepareKey(account);
        network.life().rotate(account);
        assertThat(account.publicKey()).isEqualTo(prepared);
        network.life().rotateByOwner(account);
        PublicKey enrolled = network.life().enrolKey(account);
        network.life().dropServerKey(account);

        List<SignedPlcOperation> operations = operations();
        assertThat(signerOf(operations.get(1))).isEqualTo("server");
        assertThat(signerOf(operations.get(2))).isEqualTo("owner");
        assertThat(operations.get(0).operation().rotationKeys())
                .containsExactly(
                        account.ownerKey().publicKey().toDidKey(),
                        account.rotationKey().publicKey().toDidKey());
        assertThat(operations.get(4).operation().rotationKeys())
                .containsExactly(
                        enrolled.toDidKey(), account.ownerKey().publicKey().toDidKey());
    }

    @Test
    void migrationLeavesTheOldServerAndShowsTheNewKey() throws Exception {
        network.push(account, "app", "v1");
        List<SentFrame> sent = network.life().migrate(account);

        assertThat(sent).extracting(AccountLifeTest::type).containsExactly("a-", "i", "a+", "c0", "s");
        assertThat(document().pds().orElseThrow().toString())
                .isEqualTo(account.pds().toString());
        assertThat(document().signingKey()).contains(account.publicKey());
        assertThat(network.hosting()
                        .get(
                                "/xrpc/com.atproto.sync.getRepo",
                                did(),
                                network.log().size())
                        .status())
                .isEqualTo(400);
        assertThat(network.hostingElsewhere()
                        .get(
                                "/xrpc/com.atproto.sync.getRepo",
                                did(),
                                network.log().size())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void recoveryDisplacesTheTheftAndGoesOnFromBeforeIt() throws Exception {
        network.push(account, "app", "v1");
        String rev = account.rev();
        String home = account.pds().toString();
        Takeover theft = network.life().takeOverForAWhile(account);
        theft.steal("seized.test");
        assertThat(document().handle().orElseThrow().value()).isEqualTo("seized.test");
        assertThat(document().pds().orElseThrow().toString()).isNotEqualTo(home);
        SentFrame poisoned = network.push(account, "app", "v1").get(0);
        assertThat(poisoned.expected().findings()).containsExactly("SIG_NULLIFIED_KEY");
        theft.recover();

        assertThat(flags()).containsExactly(false, true, false);
        assertThat(document().handle().orElseThrow().value()).isEqualTo("alice.test");
        assertThat(document().pds().orElseThrow().toString()).isEqualTo(home);
        SentFrame back = network.post(account);
        assertThat(commit(back).since()).hasToString(rev);
        assertThat(back.expected()).isEqualTo(Expectation.VERIFIED);
        assertThat(signerOf(operations().get(2))).isEqualTo("owner");
        assertThat(json("/log")).hasSize(2);
    }

    @Test
    void whatIsGivenUpHasALogAndNoDocument() throws Exception {
        network.life().tombstone(account);
        assertThat(network.directory().get("/" + account.did()).status()).isEqualTo(404);
        network.directory().tombstonesAnswer(410);
        assertThat(network.directory().get("/" + account.did()).status()).isEqualTo(410);
        assertThat(json("/log/last").path("type").asText()).isEqualTo("plc_tombstone");
    }

    @Test
    void liesAreToldByTheFirstDirectoryAlone() throws Exception {
        network.life().changeHandle(account, "bob.test");
        network.life().rotate(account);
        List<String> honest = cids();
        network.lies().drop(account);
        assertThat(cids()).isEqualTo(honest.subList(0, 2));
        network.lies().reorder(account);
        assertThat(cids()).containsExactly(honest.get(0), honest.get(2), honest.get(1));
        network.lies().alter(account);
        assertThat(cids()).isEqualTo(honest);
        assertThat(json("/log/audit").get(2).toString()).contains("seized.test");
        network.lies().showAnotherDocument(account);
        assertThat(document().signingKey()).isPresent().isNotEqualTo(Optional.of(account.publicKey()));
        assertThat(network.witness().get("/" + account.did() + "/log/audit").body())
                .asString(StandardCharsets.UTF_8)
                .doesNotContain("seized.test")
                .contains(honest.get(2));
        network.lies().recant(account);
        assertThat(document().signingKey()).contains(account.publicKey());
    }

    @Test
    void aWitnessThatLagsCatchesUp() {
        network.witness().lags(true);
        network.life().rotate(account);
        assertThat(network.witness().feed().last())
                .isLessThan(network.directory().feed().last());
        network.witness().lags(false);
        assertThat(network.witness().feed().last())
                .isEqualTo(network.directory().feed().last());
    }

    @Test
    void historiesThatBreakARuleBreakThatRule() throws Exception {
        network.misbehave(Misbehaviour.PLC_LATE_RECOVERY);
        JsonNode late = audit(newest());
        assertThat(Duration.between(
                        Instant.parse(late.get(1).path("createdAt").asText()),
                        Instant.parse(late.get(2).path("createdAt").asText())))
                .isGreaterThan(Duration.ofDays(3));
        assertThat(late.get(1).path("nullified").asBoolean()).isTrue();
        network.misbehave(Misbehaviour.PLC_WRONG_NULLIFIED_FLAG);
        assertThat(audit(newest()).get(1).path("nullified").asBoolean()).isFalse();
        network.misbehave(Misbehaviour.PLC_UNKNOWN_FIELD);
        assertThat(audit(newest()).get(1).path("operation").has("note")).isTrue();
        network.misbehave(Misbehaviour.LEGACY_ACCOUNT);
        JsonNode legacy = audit(newest()).get(0);
        assertThat(legacy.path("operation").path("type").asText()).isEqualTo("create");
        assertThat(DidDocument.parse(
                                network.directory().get("/" + newest().did()).body(), newest().did())
                        .signingKey())
                .contains(newest().publicKey());
    }

    private SimulatedAccount newest() {
        return network.accounts().get(network.accounts().size() - 1);
    }

    private JsonNode audit(SimulatedAccount whose) throws Exception {
        return JSON.readTree(
                network.directory().get("/" + whose.did() + "/log/audit").body());
    }

    private String signerOf(SignedPlcOperation operation) {
        return operation.isSignedBy(account.ownerKey().publicKey(), VERIFIER)
                ? "owner"
                : operation.isSignedBy(account.rotationKey().publicKey(), VERIFIER) ? "server" : "nobody";
    }

    private List<SignedPlcOperation> operations() throws Exception {
        return StreamSupport.stream(json("/log/audit").spliterator(), false)
                .map(entry -> SignedPlcOperation.parse(
                        entry.path("operation").toString().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private List<String> cids() throws Exception {
        List<String> cids = new ArrayList<>();
        json("/log/audit").forEach(entry -> cids.add(entry.path("cid").asText()));
        return cids;
    }

    private List<Boolean> flags() throws Exception {
        List<Boolean> flags = new ArrayList<>();
        json("/log/audit").forEach(entry -> flags.add(entry.path("nullified").asBoolean()));
        return flags;
    }

    private JsonNode json(String what) throws Exception {
        return JSON.readTree(network.directory().get("/" + account.did() + what).body());
    }

    private DidDocument document() {
        return DidDocument.parse(network.directory().get("/" + account.did()).body(), account.did());
    }

    private Map<String, String> did() {
        return Map.of("did", account.did().value());
    }

    private static RepoEvent.Commit commit(SentFrame sent) {
        return (RepoEvent.Commit)
                Objects.requireNonNull(FrameDecoder.decode(sent.bytes()).event());
    }

    private static String type(SentFrame sent) {
        RepoEvent event =
                Objects.requireNonNull(FrameDecoder.decode(sent.bytes()).event());
        if (event instanceof RepoEvent.Account status) {
            return status.active() ? "a+" : "a-";
        }
        if (event instanceof RepoEvent.Commit made) {
            return "c" + made.opsCount();
        }
        return event instanceof RepoEvent.Sync ? "s" : "i";
    }
}
