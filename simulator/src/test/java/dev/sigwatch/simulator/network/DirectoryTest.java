package dev.sigwatch.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.PlcAuditLog;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T12:00:00Z"), ZoneOffset.UTC);
    private static final SignatureVerifier VERIFIER = SignatureVerifiers.bouncyCastle();

    private final SimulatedNetwork network = new SimulatedNetwork(5, CLOCK);

    @Test
    void servesADocumentWithTheCurrentKey() {
        SimulatedAccount account = network.account("alice");
        assertThat(document(account).signingKey()).contains(account.publicKey());
        network.rotateKey(account);

        DidDocument document = document(account);
        assertThat(document.problems()).isEmpty();
        assertThat(document.signingKey()).contains(account.publicKey());
        assertThat(document.handle().orElseThrow().value()).isEqualTo("alice.test");
        assertThat(account.did().isPlc()).isTrue();
    }

    @Test
    void auditLogIsAChainOfSignedOperations() {
        SimulatedAccount account = network.account("alice");
        network.rotateKey(account);
        network.rotateKey(account);
        List<PlcAuditLog.Entry> log =
                PlcAuditLog.entries(get("/" + account.did() + "/log/audit").body());

        assertThat(log).hasSize(3);
        String prev = null;
        for (PlcAuditLog.Entry entry : log) {
            SignedPlcOperation operation = SignedPlcOperation.parse(
                    Objects.requireNonNull(entry.operation()).getBytes(StandardCharsets.UTF_8));
            assertThat(operation.isSignedBy(account.rotationKey().publicKey(), VERIFIER))
                    .isTrue();
            assertThat(operation.cid()).hasToString(entry.cid());
            assertThat(entry.prev()).isEqualTo(prev);
            prev = entry.cid();
            if (entry.prev() == null) {
                assertThat(operation.deriveDid()).isEqualTo(account.did());
            }
        }
        SignedPlcOperation last =
                SignedPlcOperation.parse(get("/" + account.did() + "/log/last").body());
        assertThat(last.cid()).hasToString(prev);
    }

    @Test
    void unknownThingsAreNotFound() {
        assertThat(get("/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa").status()).isEqualTo(404);
        assertThat(get("/").status()).isEqualTo(404);
        assertThat(get("").status()).isEqualTo(404);
        assertThat(get("/" + network.account("alice").did() + "/log/unheard-of").status())
                .isEqualTo(404);
        assertThat(get("/_health").status()).isEqualTo(200);
    }

    @Test
    void faultsAreAnsweredAsTheySay() {
        assertThat(get(path(Misbehaviour.PLC_404)).status()).isEqualTo(404);
        String limited = path(Misbehaviour.PLC_429);
        assertThat(get(limited).status()).isEqualTo(429);
        assertThat(get(limited).retryAfter()).isEqualTo(1);
        assertThat(get(limited).status()).isEqualTo(200);
        String failing = path(Misbehaviour.PLC_500);
        assertThat(List.of(
                        get(failing).status(),
                        get(failing).status(),
                        get(failing).status()))
                .containsExactly(500, 500, 200);
        assertThat(get(path(Misbehaviour.PLC_HUGE)).body()).hasSizeGreaterThan(1 << 20);
        assertThat(get(path(Misbehaviour.PLC_SLOW)).delay()).hasSeconds(3);
        assertThat(get(path(Misbehaviour.PLC_GARBAGE)).body()).startsWith('<');
    }

    @Test
    void documentsAreWrongAsTheySay() {
        assertThat(trouble(Misbehaviour.PLC_OTHER_DID).problems()).containsExactly(DidDocument.Problem.ID_MISMATCH);
        assertThat(trouble(Misbehaviour.PLC_NO_KEY).problems()).containsExactly(DidDocument.Problem.NO_KEY);
        assertThat(trouble(Misbehaviour.PLC_UNSUPPORTED_KEY).problems())
                .containsExactly(DidDocument.Problem.KEY_UNSUPPORTED);
    }

    private DidDocument document(SimulatedAccount account) {
        return DidDocument.parse(get("/" + account.did()).body(), account.did());
    }

    private DidDocument trouble(Misbehaviour misbehaviour) {
        network.misbehave(misbehaviour);
        return document(newest());
    }

    private String path(Misbehaviour misbehaviour) {
        network.misbehave(misbehaviour);
        return "/" + newest().did();
    }

    private SimulatedAccount newest() {
        return network.accounts().get(network.accounts().size() - 1);
    }

    private DirectoryAnswer get(String path) {
        return network.directory().get(path);
    }
}
