package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.policy.TrustDecision.Result;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trust policy says of images. */
class TrustPolicyTest {
    /** The example that the registry's own documentation gives, with its indentation. */
    static final String PUBLISHED = """
            version: 1.0
            trustedDIDs:
              did:plc:alice123:
                name: "Alice (DevOps Lead)"
                validFrom: "2024-01-01T00:00:00Z"
                expiresAt: null
              did:plc:bob456:
                name: "Bob (Security Team)"
                validFrom: "2024-06-01T00:00:00Z"
                expiresAt: "2025-12-31T23:59:59Z"
            policies:
              - name: production-images
                scope: "atcr.io/*/prod-*"
                require:
                  signature: true
                  trustedDIDs:
                    - did:plc:alice123
                    - did:plc:bob456
                  minSignatures: 1
                action: enforce
              - name: dev-images
                scope: "atcr.io/*/dev-*"
                require:
                  signature: false
                action: audit
            """;

    private static final String ALICE = "did:plc:alice123";
    private static final String BOB = "did:plc:bob456";
    private static final String MALLORY = "did:plc:mallory";
    private static final long NOW = micros("2025-06-01T00:00:00Z");

    private static final TrustPolicy POLICY = good(PUBLISHED);

    static TrustPolicy good(String text) {
        PolicyReader.Reading<TrustPolicy> reading = PolicyReader.trust(text);
        assertThat(reading.errors()).isEmpty();
        return reading.value();
    }

    private static long micros(String time) {
        Instant at = Instant.parse(time);
        return at.getEpochSecond() * 1_000_000L + at.getNano() / 1_000;
    }

    private static TrustDecision decide(TrustPolicy policy, String did, String repository, Proof evidence, long at) {
        List<String> names = TrustQuestion.names(List.of("atcr.io"), did, "alice.example", repository);
        return policy.decide(new TrustQuestion(did, names, evidence, at));
    }

    private static TrustDecision decide(String did, String repository, Proof evidence) {
        return decide(POLICY, did, repository, evidence, NOW);
    }

    @Test
    void thePublishedExampleLoadsUnchanged() throws Exception {
        assertThat(POLICY.warnings()).isEmpty();
        assertThat(POLICY.policyNames()).containsExactly("production-images", "dev-images");
        assertThat(POLICY.neededDids())
                .containsExactly(
                        new TrustedDid(ALICE, "Alice (DevOps Lead)", micros("2024-01-01T00:00:00Z"), null, 3, 5, 6),
                        new TrustedDid(
                                BOB,
                                "Bob (Security Team)",
                                micros("2024-06-01T00:00:00Z"),
                                micros("2025-12-31T23:59:59Z"),
                                7,
                                9,
                                10));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(PUBLISHED.getBytes(StandardCharsets.UTF_8));
        assertThat(POLICY.hash()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    @Test
    void whoIsListedAndInTimeIsTrusted() {
        TrustDecision decision = decide(ALICE, "prod-web", Proof.PASS);
        assertThat(decision)
                .isEqualTo(new TrustDecision(
                        Result.ALLOWED,
                        "production-images",
                        17,
                        "Policy \"production-images\" trusts did:plc:alice123 (Alice (DevOps Lead)), who signed it."));
    }

    @Test
    void whoIsNotListedIsRefusedWhereTheListStands() {
        assertThat(decide(MALLORY, "prod-web", Proof.PASS))
                .isEqualTo(new TrustDecision(
                        Result.DENIED,
                        "production-images",
                        16,
                        "Policy \"production-images\" trusts 2 accounts, and did:plc:mallory is not among them."));
        assertThat(decide("did:plc:Alice123", "prod-web", Proof.PASS).result()).isEqualTo(Result.DENIED);
        assertThat(decide("did:plc:alice1234", "prod-web", Proof.PASS).result()).isEqualTo(Result.DENIED);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-31T23:59:59.999999Z, DENIED, 9, is trusted from 2024-06-01T00:00:00Z on",
        "2024-06-01T00:00:00Z, ALLOWED, 18, who signed it",
        "2025-12-31T23:59:58.999999Z, ALLOWED, 18, who signed it",
        "2025-12-31T23:59:59Z, DENIED, 10, was trusted until 2025-12-31T23:59:59Z",
    })
    void theWindowBeginsWithItsFirstInstantAndEndsBeforeItsLast(String at, Result result, int line, String reason) {
        TrustDecision decision = decide(POLICY, BOB, "prod-web", Proof.PASS, micros(at));
        assertThat(decision.result()).isEqualTo(result);
        assertThat(decision.line()).isEqualTo(line);
        assertThat(decision.reason()).contains(reason);
    }

    @Test
    void aBoundThatIsNotGivenIsOpen() {
        assertThat(decide(POLICY, ALICE, "prod-web", Proof.PASS, micros("2199-01-01T00:00:00Z"))
                        .result())
                .isEqualTo(Result.ALLOWED);
        TrustPolicy open = good(PUBLISHED
                .replace("validFrom: \"2024-01-01T00:00:00Z\"\n    expiresAt: null", "validFrom:")
                .replace("did:plc:bob456:\n", "did:plc:carol: ~\n  did:plc:bob456:\n"));
        assertThat(decide(open, ALICE, "prod-web", Proof.PASS, Long.MIN_VALUE).result())
                .isEqualTo(Result.ALLOWED);
    }

    @ParameterizedTest
    @CsvSource({
        "prod-web, PASS, ALLOWED, 17, who signed it.",
        "prod-web, FAIL, DENIED, 15, was checked and is bad",
        "prod-web, UNPROVEN, DENIED, 15, known neither to be good nor to be bad",
        "prod-web, NONE, DENIED, 15, 'asks for a signature, and there is none.'",
        "dev-web, PASS, ALLOWED, 21, asks for no signature",
        "dev-web, FAIL, WOULD_DENY, 24, was checked and is bad",
        "dev-web, UNPROVEN, WOULD_DENY, 24, known neither to be good nor to be bad",
        "dev-web, NONE, ALLOWED, 21, asks for no signature",
        "web, PASS, DENIED, 0, without a defaultAction such images are refused",
    })
    void whatVouchesForAnImageIsWeighed(String repository, Proof evidence, Result result, int line, String reason) {
        TrustDecision decision = decide(ALICE, repository, evidence);
        assertThat(decision.result()).isEqualTo(result);
        assertThat(decision.line()).isEqualTo(line);
        assertThat(decision.reason()).contains(reason).endsWith(".");
        assertThat(decision.reason().contains("The policy's action is audit")).isEqualTo(result == Result.WOULD_DENY);
    }

    @ParameterizedTest
    @CsvSource({
        "deny, PASS, DENIED, defaultAction is deny.",
        "audit, PASS, WOULD_DENY, defaultAction is audit.",
        "allow, PASS, ALLOWED, defaultAction is allow.",
        "allow, NONE, ALLOWED, defaultAction is allow.",
        "allow, FAIL, DENIED, is bad",
        "allow, UNPROVEN, DENIED, could not be checked",
    })
    void whatNoScopeMatchesIsForTheDefaultAction(String action, Proof evidence, Result result, String reason) {
        TrustPolicy policy = good(PUBLISHED + "defaultAction: " + action + "\n");
        TrustDecision decision = decide(policy, ALICE, "web", evidence, NOW);
        assertThat(decision.result()).isEqualTo(result);
        assertThat(decision.policyName()).isEmpty();
        assertThat(decision.line()).isEqualTo(26);
        assertThat(decision.reason()).contains("No policy's scope matches", reason);
    }

    @ParameterizedTest
    @CsvSource({
        "atcr.io/*/prod-*, prod-web, true",
        "atcr.io/*/prod-*, prod-, true",
        "atcr.io/*/prod-*, prod, false",
        "atcr.io/*/prod-*, prod-a/b, false",
        "atcr.io/*/prod-*, team/prod-a, false",
        "atcr.io/*/prod-*, Prod-web, false",
        "atcr.io/*/prod-**, prod-a/b, true",
        "atcr.io/**/prod-*, team/prod-a, true",
        "atcr.io/**/prod-*, prod-a, true",
        "atcr.io/**, a/b/c, true",
        "**, a, true",
        "*, a, false",
        "atcr.io/*, a, false",
        "atcr.io/alice.example/*, a, true",
        "atcr.io/*.example/*, a, true",
        "atcr.io/Alice.Example/*, a, false",
        "atcr.io/did:plc:alice123/*, a, true",
        "atcr.io/did:plc:*/a, a, true",
        "atcr.io/*/*/*, a, false",
        "atcr.io/*/*/*, a/b, true",
        "ATCR.io/**, a, false",
        "docker.io/**, a, false",
        "atcr.io/*/a.b, axb, false",
        "atcr.io/*/[ab], a, false",
    })
    void aScopeIsAPatternForNames(String scope, String repository, boolean matches) {
        String text = PUBLISHED.replace("atcr.io/*/prod-*", scope);
        PolicyReader.Reading<TrustPolicy> reading = PolicyReader.trust(text);
        boolean decides = reading.isGood()
                && decide(reading.value(), ALICE, repository, Proof.PASS, NOW)
                        .policyName()
                        .equals("production-images");
        assertThat(decides).isEqualTo(matches);
    }

    @Test
    void theFirstThatMatchesDecides() {
        String first =
                "  - {name: first, scope: \"atcr.io/alice.example/**\", require: {signature: true}, action: audit}\n";
        TrustPolicy policy = good(PUBLISHED.replace("policies:\n", "policies:\n" + first));
        assertThat(decide(policy, MALLORY, "prod-web", Proof.PASS, NOW).policyName())
                .isEqualTo("first");
        TrustPolicy last = good(PUBLISHED + first);
        assertThat(decide(last, MALLORY, "prod-web", Proof.PASS, NOW).policyName())
                .isEqualTo("production-images");
    }

    @Test
    void moreSignaturesThanThereCanBeAreNeverThere() {
        TrustPolicy policy = good(PUBLISHED.replace("minSignatures: 1", "minSignatures: 2"));
        assertThat(policy.warnings()).hasSize(1);
        assertThat(policy.warnings().get(0).line()).isEqualTo(19);
        TrustDecision decision = decide(policy, ALICE, "prod-web", Proof.PASS, NOW);
        assertThat(decision.result()).isEqualTo(Result.DENIED);
        assertThat(decision.line()).isEqualTo(19);
        assertThat(decision.reason()).contains("asks for 2 signatures");
    }

    @Test
    void withoutAListAnybodyIsTrustedAndWithAnEmptyOneNobody() {
        String list = "      trustedDIDs:\n        - did:plc:alice123\n        - did:plc:bob456\n";
        assertThat(PUBLISHED).contains(list);
        assertThat(decide(good(PUBLISHED.replace(list, "")), MALLORY, "prod-web", Proof.PASS, NOW)
                        .result())
                .isEqualTo(Result.ALLOWED);
        TrustPolicy nobody = good(PUBLISHED.replace(list, "      trustedDIDs: []\n"));
        assertThat(nobody.warnings()).extracting(PolicyWarning::line).containsExactly(3, 7, 16);
        assertThat(decide(nobody, ALICE, "prod-web", Proof.PASS, NOW).result()).isEqualTo(Result.DENIED);
    }

    @Test
    void aRegistryThatAProfileClaimsMakesNothingEasier() {
        String lax = "  - {name: lax, scope: \"lax.example/**\", require: {signature: false}, action: audit}\n";
        TrustPolicy policy = good(PUBLISHED.replace("policies:\n", "policies:\n" + lax));
        List<String> names = TrustQuestion.names(List.of("atcr.io", "lax.example"), MALLORY, "", "prod-web");
        assertThat(policy.decide(new TrustQuestion(MALLORY, names, Proof.PASS, NOW))
                        .policyName())
                .isEqualTo("production-images");
        List<String> others = TrustQuestion.names(List.of("atcr.io", "lax.example"), MALLORY, "", "web");
        assertThat(policy.decide(new TrustQuestion(MALLORY, others, Proof.PASS, NOW))
                        .policyName())
                .isEqualTo("lax");
    }

    @Test
    void anImageThatCannotBeComparedIsRefusedWhateverTheDefault() {
        TrustPolicy policy = good(PUBLISHED + "defaultAction: allow\n");
        assertThat(decide(policy, ALICE, "", Proof.PASS, NOW).result()).isEqualTo(Result.DENIED);
        assertThat(decide(policy, ALICE, "x".repeat(Glob.MAX_LENGTH), Proof.PASS, NOW)
                        .result())
                .isEqualTo(Result.DENIED);
    }

    @Test
    void nothingIsDecidedWhereNoPolicyIsInForce() {
        for (String text : List.of("", "\n", "# soon\n", "---\n", "null\n")) {
            TrustPolicy none = good(text);
            assertThat(none.hash()).isEmpty();
            assertThat(none.isInForce()).isFalse();
            assertThat(decide(none, MALLORY, "prod-web", Proof.FAIL, NOW)).isEqualTo(TrustDecision.NONE);
        }
    }

    @Test
    void theCommitVouchesForItsRecords() {
        assertThat(TrustQuestion.evidence(judgement(Proof.PASS, Proof.PASS, Proof.PASS)))
                .isEqualTo(Proof.PASS);
        assertThat(TrustQuestion.evidence(judgement(Proof.PASS, Proof.PASS, Proof.UNPROVEN)))
                .isEqualTo(Proof.PASS);
        assertThat(TrustQuestion.evidence(judgement(Proof.PASS, Proof.UNPROVEN, Proof.PASS)))
                .isEqualTo(Proof.UNPROVEN);
        assertThat(TrustQuestion.evidence(judgement(Proof.UNPROVEN, Proof.PASS, Proof.PASS)))
                .isEqualTo(Proof.UNPROVEN);
        assertThat(TrustQuestion.evidence(judgement(Proof.PASS, Proof.FAIL, Proof.PASS)))
                .isEqualTo(Proof.FAIL);
        assertThat(TrustQuestion.evidence(judgement(Proof.PASS, Proof.PASS, Proof.FAIL)))
                .isEqualTo(Proof.FAIL);
        assertThat(TrustQuestion.evidence(judgement(Proof.FAIL, Proof.PASS, Proof.PASS)))
                .isEqualTo(Proof.FAIL);
        assertThat(TrustQuestion.evidence(Judgement.notice(List.of()))).isEqualTo(Proof.NONE);
        Judgement unreadable = Judgement.fold(
                List.of(FindingCode.FRAME_MALFORMED.found()), Proof.PASS, Proof.PASS, Proof.PASS, "", "");
        assertThat(TrustQuestion.evidence(unreadable)).isEqualTo(Proof.FAIL);
    }

    private static Judgement judgement(Proof signature, Proof tree, Proof chain) {
        return Judgement.fold(List.of(), signature, tree, chain, "", "");
    }

    @Test
    void theQuestionIsAboutTheVerifiedHandleOnly() {
        Judgement judgement = judgement(Proof.PASS, Proof.PASS, Proof.PASS);
        assertThat(TrustQuestion.of(ALICE, "Alice.Example", "web", judgement, NOW))
                .isEqualTo(new TrustQuestion(
                        ALICE, List.of("atcr.io/did:plc:alice123/web", "atcr.io/alice.example/web"), Proof.PASS, NOW));
        assertThat(TrustQuestion.of(ALICE, "", "web", judgement, NOW).names())
                .containsExactly("atcr.io/did:plc:alice123/web");
    }

    /** What a later policy says does not matter to an image that an earlier one is about. */
    @Test
    void aLaterPolicyNeverChangesAnEarlierMatch() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        String[] scopes = {
            "**", "atcr.io/**", "atcr.io/*/*", "atcr.io/*/prod-*", "atcr.io/did:plc:*/**", "atcr.io/*/*/*"
        };
        String[] dids = {ALICE, BOB, MALLORY};
        List<Proof> proofs = List.of(Proof.values());
        for (int round = 0; round < 400; round++) {
            String text = PUBLISHED.substring(0, PUBLISHED.indexOf("policies:")) + "policies:\n";
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                text += policy("p" + i, scopes[random.nextInt(scopes.length)], random);
            }
            TrustPolicy before = good(text);
            TrustPolicy after = good(text + policy("later", scopes[random.nextInt(scopes.length)], random));
            String did = dids[random.nextInt(dids.length)];
            String repository = List.of("prod-web", "dev-web", "a/b").get(random.nextInt(3));
            Proof evidence = proofs.get(random.nextInt(proofs.size()));
            long at = micros("2024-03-01T00:00:00Z") + random.nextLong(3 * 31_536_000_000_000L);
            TrustDecision decision = decide(before, did, repository, evidence, at);
            TrustDecision then = decide(after, did, repository, evidence, at);
            if (!decision.policyName().isEmpty()) {
                assertThat(then).as("round %s", round).isEqualTo(decision);
            } else {
                assertThat(then.policyName()).as("round %s", round).isIn("", "later");
            }
        }
    }

    private static String policy(String name, String scope, SplittableRandom random) {
        String trusted = random.nextBoolean() ? ", trustedDIDs: [\"did:plc:alice123\"]" : "";
        return "  - {name: " + name + ", scope: \"" + scope + "\", require: {signature: " + random.nextBoolean()
                + trusted + "}, action: " + (random.nextBoolean() ? "enforce" : "audit") + "}\n";
    }
}
