package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrustChainTest {
    private static final long MAX_EXPORT = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private LocalNetwork network;
    private Publisher alice;

    @BeforeEach
    void begin() throws IOException {
        network = new LocalNetwork();
        alice = network.publisher(20);
    }

    @AfterEach
    void end() {
        network.close();
    }

    @Test
    void everyLinkFromHandleToRecordsHolds() throws IOException {
        network.serve(alice);
        Conclusion conclusion = follow(Publisher.HANDLE, null);
        assertThat(conclusion.verdict()).as(conclusion.sentence()).isEqualTo(Verdict.VERIFIED);
        assertThat(told)
                .containsExactly(
                        "handle pass",
                        "identity pass",
                        "claim pass",
                        "key pass",
                        "server pass",
                        "export pass",
                        "archive pass",
                        "commit pass",
                        "did pass",
                        "signature pass",
                        "tree pass",
                        "rebuild pass",
                        "records pass");
    }

    @Test
    void aDidNeedsNoHandle() throws IOException {
        network.serve(alice);
        assertThat(follow(alice.did().value(), null).verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(told).startsWith("identity pass", "key pass");
    }

    @Test
    void aHandleThatTheAccountDoesNotClaimBreaksTheChainAndNothingElse() throws IOException {
        network.serve(alice);
        Conclusion conclusion = follow("mallory.example.com", null);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.VIOLATION);
        assertThat(conclusion.sentence()).contains("claim", Publisher.HANDLE, "mallory.example.com");
        assertThat(told).contains("claim fail", "signature pass", "records pass");
    }

    @Test
    void anIdentityOfOnesOwnTakesTheDirectorysPlace() throws IOException {
        network.answer("/xrpc/com.atproto.sync.getRepo?did=" + alice.did(), 200, alice.export());
        assertThat(follow(alice.did().value(), alice.auditLog()).verdict()).isEqualTo(Verdict.VERIFIED);
        Publisher bob = new Publisher("https://pds.example.org", 0);
        Conclusion conclusion = follow(alice.did().value(), bob.document());
        assertThat(conclusion.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(conclusion.sentence()).contains("DIDDOC_ID_MISMATCH");
    }

    @Test
    void whatCannotBeAskedIsUnproven() throws IOException {
        expectUnproven("IDENTITY_NOT_FOUND", "identity unproven");
        network.answer("/" + alice.did() + "/log/audit", 503, new byte[0]);
        expectUnproven("IDENTITY_TRANSIENT", "identity unproven");
        byte[] refusal = "{\"error\":\"RepoTakendown\",\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8);
        network.serve(alice, 400, refusal);
        expectUnproven("HTTP 400, RepoTakendown", "export unproven");
        network.serve(alice, 200, new byte[(int) MAX_EXPORT + 1]);
        expectUnproven("RESYNC_FAILED", "export unproven");
        network.answer(
                "/" + alice.did(),
                200,
                new Publisher("ftp://pds", 0).rotate(Publisher.NEXT).document());
        expectUnproven("DIDDOC_ID_MISMATCH", "identity unproven");
    }

    @Test
    void anAccountWithoutAServerHasNoExport() throws IOException {
        Publisher homeless = new Publisher("ftp://nowhere.example.com", 3);
        network.serve(homeless);
        Conclusion conclusion = follow(homeless.did().value(), null);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(told).endsWith("server unproven");
    }

    @Test
    void theRepositoryOfAnotherAccountIsNotTheOneAskedFor() throws IOException {
        Publisher bob = new Publisher("https://pds.example.org", 20);
        network.serve(alice, 200, bob.export());
        Conclusion conclusion = follow(alice.did().value(), null);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.VIOLATION);
        assertThat(conclusion.sentence()).contains("ENVELOPE_COMMIT_MISMATCH");
        assertThat(conclusion.did()).isEqualTo(alice.did().value());
    }

    @Test
    void strangersAreNotFollowedToThisMachine() throws IOException {
        network.serve(alice);
        try (LiveNetwork guarded = new LiveNetwork(network.plc(), false, MAX_EXPORT, name -> List.of())) {
            Conclusion conclusion = new TrustChain(trail(), SignatureVerifiers.bouncyCastle(), guarded)
                    .ofAccount(new Account(alice.did(), null), alice.document());
            assertThat(conclusion.verdict()).isEqualTo(Verdict.UNPROVEN);
            assertThat(told).endsWith("export unproven");
        }
    }

    private void expectUnproven(String said, String last) throws IOException {
        Conclusion conclusion = follow(alice.did().value(), null);
        assertThat(conclusion.verdict()).as(conclusion.sentence()).isEqualTo(Verdict.UNPROVEN);
        assertThat(conclusion.sentence()).contains(said);
        assertThat(told).endsWith(last);
    }

    private Conclusion follow(String account, byte @Nullable [] identity) throws IOException {
        List<String> dns = List.of("did=" + alice.did());
        try (LiveNetwork live = new LiveNetwork(network.plc(), true, MAX_EXPORT, name -> dns)) {
            return new TrustChain(trail(), SignatureVerifiers.bouncyCastle(), live)
                    .ofAccount(Account.tryParse(account).orElseThrow(), identity);
        }
    }

    private Trail trail() {
        told.clear();
        return new Trail(
                () -> 0, stage -> told.add(stage.name() + " " + stage.outcome().wireName()));
    }
}
