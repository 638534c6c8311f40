package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.stream.PolicyText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, reading it ends in a document or in reasons; {@code JAZZER_FUZZ=1} looks for more. */
class PolicyFuzzTest {
    private static final String GOOD = """
            watch:
              - did: did:plc:ewvi7nxzyoun6zhxrhs64oiz
                note: "release account"
                expires: 2027-06-30
              - handle: "*.example.com"
            revoked_keys:
              - {key: did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc, since: 2026-11-01, reason: >-
                  stolen, by: 'bob'}
            expected:
              - did: did:plc:ewvi7nxzyoun6zhxrhs64oiz
                operation: bafyreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy
                from: 2026-11-21T10:00:00Z
                until: 2026-11-22T10:00:00Z
                who: alice
                why: |
                  rotation
            """;

    private static final TrustQuestion QUESTION = new TrustQuestion(
            "did:plc:alice123", List.of("atcr.io/did:plc:alice123/prod-web"), Proof.PASS, 1_750_000_000_000_000L);

    @FuzzTest
    void anyTextIsReadOrRefused(byte[] bytes) {
        read(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void mutatedDocumentsAreReadOrRefused() {
        long seed = 20_261_121;
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = " \n\t-:#&*!|>'\"%@`{}[],?.0aZ\u0000\u0085\ufeff\ud83d";
        for (int i = 0; i < 6_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? GOOD : TrustPolicyTest.PUBLISHED);
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                read(text.toString());
            } catch (Throwable failure) {
                throw new AssertionError("seed " + seed + ", round " + i, failure);
            }
        }
    }

    private static void read(String text) {
        for (PolicyText.Kind kind : PolicyText.Kind.values()) {
            for (PolicyError error : PolicyReader.check(kind, text)) {
                assertThat(error.message()).isNotEmpty().doesNotContain("\n");
            }
        }
        PolicyReader.Reading<TrustPolicy> trust = PolicyReader.trust(text);
        TrustDecision decision = trust.value().decide(QUESTION);
        assertThat(decision.result() == TrustDecision.Result.NONE)
                .isEqualTo(trust.value().hash().isEmpty());
        assertThat(decision.line()).isBetween(0, (int) text.lines().count() + 1);
        if (!trust.isGood()) {
            assertThat(trust.value()).isSameAs(TrustPolicy.NONE);
        }
    }
}
