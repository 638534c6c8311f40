package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.standalone.trust.Account;
import dev.sigwatch.standalone.trust.Conclusion;
import dev.sigwatch.standalone.trust.LiveNetwork;
import dev.sigwatch.standalone.trust.ProofJudge;
import dev.sigwatch.standalone.trust.Trail;
import dev.sigwatch.standalone.trust.TrustChain;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the official PDS exports, and its proofs of single records, hold link by link. */
@Timeout(180)
class VerifyRepoLiveTest {
    private final SignatureVerifier verifier = SignatureVerifiers.best();
    private final Trail trail = new Trail(System::nanoTime, stage -> System.out.println("live verify-repo: " + stage));

    @Test
    void whatTheOfficialServerExportsIsProven() throws Exception {
        try (ReferenceNetwork network = ReferenceNetwork.start()) {
            JsonNode push = network.push("proven", "v1");
            String did = push.path("did").asText();
            try (LiveNetwork live = new LiveNetwork(URI.create(network.plc()), true, FetchLimits.MAX_EXPORT)) {
                Conclusion repo = TrustChain.over(live, trail, verifier)
                        .ofAccount(Account.tryParse(did).orElseThrow(), null);
                assertThat(repo.verdict()).as(repo.sentence()).isEqualTo(Verdict.VERIFIED);
                assertThat(repo.records()).isPositive();
            }
            String rkey = push.path("uri").asText().replaceFirst(".*/", "");
            byte[] proof = get(network.pds(0) + "/xrpc/com.atproto.sync.getRecord?collection=io.atcr.manifest&did="
                    + did + "&rkey=" + rkey);
            byte[] log = get(network.plc() + "/" + did + "/log/audit");
            ProofJudge.ProofConclusion record =
                    new ProofJudge(new Trail(System::nanoTime, stage -> {}), verifier).judge(proof, log);
            assertThat(record.conclusion().verdict())
                    .as(record.conclusion().sentence())
                    .isEqualTo(Verdict.VERIFIED);
            assertThat(record.records()).singleElement().satisfies(proven -> assertThat(proven.cid())
                    .hasToString(push.path("cid").asText()));
        }
    }

    private static byte[] get(String url) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // The PDS hangs up on an offer to upgrade.
                .build()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return response.body();
    }
}
