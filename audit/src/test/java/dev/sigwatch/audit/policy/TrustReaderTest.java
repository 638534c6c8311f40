package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trust policy may not say, each with its line, and what is told as probably not meant. */
class TrustReaderTest {
    private static final String GOOD = TrustPolicyTest.PUBLISHED;

    private static List<String> errors(String text) {
        PolicyReader.Reading<TrustPolicy> reading = PolicyReader.trust(text);
        if (!reading.isGood()) {
            assertThat(reading.value()).isSameAs(TrustPolicy.NONE);
        }
        return reading.errors().stream().map(PolicyError::toString).toList();
    }

    /** Each change makes one error, at its line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version: 1.0 | version: 2 | line 1: this version is not known; there is 1.0
            version: 1.0 | version: 1 | line 1: this version
            version: 1.0 | version: [1.0] | line 1: version is 1.0, not a list
            version: 1.0 | # | line 2: version is missing: write version: 1.0
            version: 1.0 | verison: 1.0 | line 1: unknown field "verison"; did you mean version?
            did:plc:alice123: | did:plc:*: | line 3: "did:plc:*" is not a DID: each is named exactly
            did:plc:alice123: | did:plc:bob456: | line 7: "did:plc:bob456" stands here a second time; first in line 3
            did:plc:alice123: | alice.example: | line 3: "alice.example" is not a DID
            validFrom: "2024-01-01T00:00:00Z" | valid_from: 2024-01-01 | line 5: unknown field "valid_from"; did you mean validFrom?
            validFrom: "2024-01-01T00:00:00Z" | validFrom: 2024-01-01T00:00:00 | line 5: validFrom is neither a date nor a time with its zone
            validFrom: "2024-01-01T00:00:00Z" | validFrom: yesterday | line 5: validFrom is neither
            validFrom: "2024-01-01T00:00:00Z" | validFrom: [] | line 5: validFrom is a time, or null, not a list or a map
            expiresAt: null | expiresAt: "null" | line 6: expiresAt is neither
            expiresAt: null | expiresAt: never | line 6: expiresAt is neither
            expiresAt: null | expiresAt: 9999-12-31 | line 6: expiresAt is not in this age
            expiresAt: null | expiresAt: 2024-01-01 | line 6: expiresAt is not after validFrom
            expiresAt: null | until: null | line 6: unknown field "until"; there are name, validFrom, expiresAt
            name: production-images | title: x | line 12: name is missing
            name: production-images | name: '' | line 12: name is empty
            name: dev-images | name: production-images | line 21: policy "production-images" stands here a second time; first in line 12
            scope: "atcr.io/*/prod-*" | scope: "" | line 13: scope is empty
            scope: "atcr.io/*/prod-*" | scope: "atcr.io/*/prod:v1" | line 13: a scope names images without tag and digest
            scope: "atcr.io/*/prod-*" | scope: "atcr.io/*/x@sha256:00" | line 13: a scope names images without tag
            scope: "atcr.io/*/prod-*" | scope: "atcr.io/*/[a-z]" | line 13: "atcr.io/*/[a-z]" is not a pattern
            scope: "atcr.io/*/prod-*" | scope: "atcr.io/***" | line 13: there are * and **
            scope: "atcr.io/*/prod-*" | scopes: "a" | line 13: unknown field "scopes"; did you mean scope?
            signature: true | signature: "true" | line 15: signature is true or false, without quotes
            signature: true | signature: yes | line 15: signature is true or false
            signature: true | signatures: true | line 15: unknown field "signatures"; did you mean signature?
            - did:plc:bob456 | - did:plc:carol | line 18: "did:plc:carol" is not among the trustedDIDs at the top
            - did:plc:bob456 | - did:plc:Bob456 | line 18: "did:plc:Bob456" is not among
            - did:plc:bob456 | - did:plc:alice123 | line 18: "did:plc:alice123" stands in this list a second time
            - did:plc:bob456 | - [did:plc:bob456] | line 18: expected a DID
            minSignatures: 1 | minSignatures: 0 | line 19: minSignatures is a whole number from 1
            minSignatures: 1 | minSignatures: 1.5 | line 19: minSignatures is a whole number
            minSignatures: 1 | minSignatures: "1" | line 19: minSignatures is a whole number
            minSignatures: 1 | minSignatures: 99999999999 | line 19: minSignatures is a whole number
            minSignatures: 1 | minSignature: 1 | line 19: unknown field "minSignature"; did you mean minSignatures?
            action: enforce | action: Enforce | line 20: action is one of enforce, audit, not "Enforce"; did you mean enforce?
            action: enforce | action: block | line 20: action is one of enforce, audit, not "block"; there are enforce, audit
            action: enforce | action: [audit] | line 20: action is a word, not a list
            action: enforce | acton: enforce | line 12: action is missing: write enforce or audit
            action: audit | action: *a | anchors and aliases are not allowed
            action: audit | action: &a audit | line 25: anchors and aliases
            action: audit | action: !!str audit | line 25: tags are not allowed
            trustedDIDs: | trustedDids: | line 2: unknown field "trustedDids"; did you mean trustedDIDs?
            policies: | policy: | unknown field "policy"; there are
            """)
    void eachErrorHasItsLine(String from, String to, String message) {
        assertThat(GOOD).contains(from);
        int at = GOOD.indexOf(from);
        String text = GOOD.substring(0, at) + to + GOOD.substring(at + from.length());
        assertThat(errors(text)).isNotEmpty().anySatisfy(error -> assertThat(error)
                .contains(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "trusted",
                "version: 1.0\npolicies: all\n",
                "version: 1.0\npolicies:\n- production\n",
                "version: 1.0\npolicies:\n- name: a\n  scope: \"**\"\n  require:\n  action: audit\n",
                "version: 1.0\npolicies:\n- name: a\n  scope: \"**\"\n  require: signature\n  action: audit\n",
                "version: 1.0\npolicies:\n- name: a\n  scope: \"**\"\n  require: {}\n  action: audit\n",
                "version: 1.0\npolicies:\n- name: a\n  scope: \"**\"\n  action: audit\n",
                "version: 1.0\npolicies: []\ntrustedDIDs: [did:plc:x]\n",
                "version: 1.0\npolicies: []\ntrustedDIDs: {did:plc:x: trusted}\n",
                "version: 1.0\npolicies: []\ndefaultAction: enforce\n",
                "version: 1.0\npolicies: []\n---\nversion: 1.0\n",
                "version: 1.0\n",
                "version: 1.0\npolicies: []\n? [a]\n: b\n",
                "version: 1.0\n\tpolicies: []\n",
                "\u0000",
                "version: 1.0\n# \u0007\n"
            })
    void otherShapesAreRefused(String text) {
        assertThat(errors(text)).isNotEmpty().allMatch(error -> error.startsWith("line "));
    }

    @Test
    void aListOfNobodyInParticularIsNotAListOfEverybody() {
        String text = GOOD.replace("\n        - did:plc:alice123\n        - did:plc:bob456", "");
        assertThat(errors(text))
                .containsExactly(
                        "line 16: trustedDIDs of a policy is a list of DIDs; to trust any DID leave the field out");
    }

    @Test
    void everyErrorIsToldAtOnceInTheOrderOfLines() {
        String text = GOOD.replace("version: 1.0", "version: 3")
                .replace("expiresAt: null", "expiresAt: soon")
                .replace("did:plc:bob456:", "bob:")
                .replace("action: enforce", "action: block")
                .replace("signature: false", "signature: no");
        assertThat(errors(text))
                .extracting(error -> error.substring(0, error.indexOf(':')))
                .containsExactly("line 1", "line 6", "line 7", "line 18", "line 20", "line 24");
    }

    @Test
    void theVersionMayBeATextAndOrderIsFree() {
        String text = """
                policies:
                  - {name: a, scope: "**", require: {signature: true, trustedDIDs: ["did:web:a.example"]}, action: audit}
                trustedDIDs: {"did:web:a.example": {}}
                version: "1.0"
                """;
        assertThat(errors(text)).isEmpty();
    }

    @Test
    void bombsAndDepthsAreRefusedWhereTheyBegin() {
        assertThat(errors("version: " + "[".repeat(100_000))).hasSize(1);
        assertThat(errors("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n")).hasSize(1);
        assertThat(errors("#".repeat(PolicyReader.MAX_LENGTH + 1))).hasSize(1);
        assertThat(errors("version: 1.0\npolicies:\n" + "- a\n".repeat(TrustReader.MAX_POLICIES + 1)))
                .containsExactly("line 2: more than 500 policies");
        assertThat(errors("version: 1.0\npolicies: []\ntrustedDIDs:\n" + many("  did:web:a%d.example:\n", 5_001)))
                .containsExactly("line 3: more than 5000 DIDs");
        assertThat(errors("version: 1.0\npolicies: []\nx: [" + "a,".repeat(150_000) + "]\n"))
                .containsExactly("line 3: more than 100000 values");
        assertThat(errors("version: 1.0\npolicies: []\n" + "k".repeat(5_000) + ": 1\n"))
                .isNotEmpty()
                .allMatch(error -> error.length() < 200);
        assertThat(errors("version: 1.0\npolicies:\n" + "- a\n".repeat(400))).hasSize(50);
    }

    private static String many(String line, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(line.formatted(i));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minSignatures: 1 | minSignatures: 3 | line 19: minSignatures 3 cannot be met
            atcr.io/*/prod-* | atcr.io/prod-* | line 12: scope "atcr.io/prod-*" matches no image
            atcr.io/*/prod-* | ** | line 21: this policy never decides: "production-images" in line 12
            atcr.io/*/dev-* | atcr.io/*/prod-* | line 21: this policy never decides
            - did:plc:bob456 | # | line 7: no policy lists did:plc:bob456 (Bob (Security Team))
            """)
    void whatHasNoEffectIsWarnedAbout(String from, String to, String message) {
        TrustPolicy policy = TrustPolicyTest.good(GOOD.replace(from, to));
        assertThat(policy.warnings()).hasSize(1);
        assertThat(policy.warnings().get(0).toString()).startsWith(message);
    }

    @Test
    void withoutPoliciesTheDefaultActionDecides() {
        TrustPolicy policy = TrustPolicyTest.good("version: 1.0\npolicies:\n");
        assertThat(policy.isInForce()).isTrue();
        assertThat(policy.warnings()).extracting(PolicyWarning::line).containsExactly(0);
    }
}
