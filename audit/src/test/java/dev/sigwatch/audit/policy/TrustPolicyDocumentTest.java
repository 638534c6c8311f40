package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/trust-policy.md load, and decide as it says. */
class TrustPolicyDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/trust-policy.md");
    private static final String STRANGER = "did:plc:ragtjsm2j2vknwkz3zp4oxrd";
    private static final String TEAM = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    private static final long AT = 1_795_255_200_000_000L;

    @Test
    void itsExamplesLoadWithoutWarnings() throws IOException {
        List<TrustPolicy> policies = policies();
        assertThat(policies).hasSize(2);
        for (TrustPolicy policy : policies) {
            assertThat(policy.warnings()).isEmpty();
        }
    }

    @Test
    void theDecisionShownIsTheOneMade() throws IOException {
        TrustDecision shown = decide(policies().get(0), STRANGER, "prod-web");
        assertThat(shown.result()).isEqualTo(TrustDecision.Result.DENIED);
        assertThat(Files.readString(DOCUMENT))
                .contains(shown.reason(), "trust.yaml, line " + shown.line() + ":  trustedDIDs:");
        assertThat(decide(policies().get(0), TEAM, "prod-web").result()).isEqualTo(TrustDecision.Result.ALLOWED);
        assertThat(decide(policies().get(1), TEAM, "a/b").result()).isEqualTo(TrustDecision.Result.ALLOWED);
        assertThat(decide(policies().get(1), STRANGER, "a/b").result()).isEqualTo(TrustDecision.Result.WOULD_DENY);
    }

    @Test
    void itsBoundsAreOurs() throws IOException {
        assertThat(Files.readString(DOCUMENT).replaceAll("\\s+", " "))
                .contains("at most " + TrustReader.MAX_POLICIES, "longer than " + Glob.MAX_LENGTH + " characters");
    }

    private static TrustDecision decide(TrustPolicy policy, String did, String repository) {
        return policy.decide(new TrustQuestion(
                did, TrustQuestion.names(List.of(TrustQuestion.REGISTRY), did, "", repository), Proof.PASS, AT));
    }

    private static List<TrustPolicy> policies() throws IOException {
        Matcher examples = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        List<TrustPolicy> policies = new ArrayList<>();
        while (examples.find()) {
            policies.add(TrustPolicyTest.good(examples.group(1)));
        }
        return policies;
    }
}
