package dev.sigwatch.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.policy.TrustPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R5: validly signed, and not by whom the policy trusts with it. */
class UntrustedPublisherTest {
    private static final String RELAY = "relay.example";
    private static final String POLICY = """
            version: 1.0
            trustedDIDs:
              did:plc:aaaaaaaaaaaaaaaaaaaaaaaa:
            policies:
              - name: production
                scope: atcr.io/*/prod-*
                require:
                  signature: true
                  trustedDIDs:
                    - did:plc:aaaaaaaaaaaaaaaaaaaaaaaa
                action: enforce
            """;

    private static Scene under(String text) {
        PolicyReader.Reading<TrustPolicy> reading = PolicyReader.trust(text);
        assertThat(reading.errors()).isEmpty();
        Scene scene = new Scene();
        scene.policy = new Policy(scene.policy.watchlist(), scene.policy.expectations(), reading.value());
        return scene;
    }

    @Test
    void theAlertSaysWhichLineRefused() {
        Scene scene = under(POLICY).push(RELAY, Scene.KEY, "prod-app", "latest");
        Alert alert = scene.of(Rule.R5).get(0);
        assertThat(alert.object()).isEqualTo("production");
        assertThat(alert.sentence())
                .contains(
                        "wrote prod-app:latest", "the trust policy refuses", "trusts one account", Scene.DID, "Line 9");
        assertThat(alert.facts())
                .containsEntry("policy", "production")
                .containsEntry("policy_line", "9")
                .containsEntry("policy_result", "denied")
                .containsEntry("policy_hash", PolicyReader.trust(POLICY).value().hash())
                .containsKey("commit");
        assertThat(alert.evidence()).isNotEmpty();
    }

    @Test
    void allThatOnePolicyRefusesIsOneIncident() {
        Scene scene = under(POLICY)
                .push(RELAY, Scene.KEY, "prod-app", "latest")
                .push(RELAY, Scene.KEY, "prod-web", "v2")
                .pass(61);
        assertThat(scene.of(Rule.R5)).hasSize(1);
        assertThat(scene.of(Rule.R5).get(0).occurrences()).isEqualTo(2);
    }

    @Test
    void itEndsWhenALaterPushIsAllowed() {
        Scene scene = under(POLICY).push(RELAY, Scene.KEY, "prod-app", "latest");
        scene.policy = new Policy(
                scene.policy.watchlist(),
                scene.policy.expectations(),
                under(POLICY.replace("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", Scene.DID))
                        .policy
                        .trust());
        scene.push(RELAY, Scene.KEY, "prod-app", "latest");
        assertThat(scene.of(Rule.R5)).extracting(Alert::status).containsExactly(Alert.Status.RECOVERED);
    }

    @Test
    void whatIsOnlyNotedAndWhatNoPolicyIsAboutIsLessUrgent() {
        Scene audited = under(POLICY.replace("enforce", "audit")).push(RELAY, Scene.KEY, "prod-app", "latest");
        assertThat(audited.of(Rule.R5)).extracting(Alert::priority).containsExactly(Priority.P3);
        Scene unmatched = under(POLICY).push(RELAY, Scene.KEY, "app", "latest");
        assertThat(unmatched.of(Rule.R5)).extracting(Alert::priority).containsExactly(Priority.P4);
        assertThat(unmatched.of(Rule.R5)).extracting(Alert::object).containsExactly("defaultAction");
        Scene allowed = under(POLICY + "defaultAction: allow\n").push(RELAY, Scene.KEY, "app", "latest");
        assertThat(allowed.of(Rule.R5)).isEmpty();
    }

    @Test
    void whatIsNotVerifiedIsForOtherRules() {
        for (FindingCode code : List.of(FindingCode.SIG_UNKNOWN_KEY, FindingCode.IDENTITY_TRANSIENT)) {
            Scene scene = under(POLICY).push(RELAY, Scene.KEY, "prod-app", "latest", code.found());
            assertThat(scene.of(Rule.R5)).isEmpty();
        }
    }

    @Test
    void onlyAVerifiedHandleMakesAName() {
        String byHandle = POLICY.replace("atcr.io/*/prod-*", "atcr.io/alice.example.com/**");
        Scene unknown = under(byHandle).push(RELAY, Scene.KEY, "prod-app", "latest");
        assertThat(unknown.of(Rule.R5)).extracting(Alert::object).containsExactly("defaultAction");
        Scene known = under(byHandle).born(List.of(Scene.SERVER)).push(RELAY, Scene.KEY, "prod-app", "latest");
        assertThat(known.of(Rule.R5)).extracting(Alert::object).containsExactly("production");
    }
}
