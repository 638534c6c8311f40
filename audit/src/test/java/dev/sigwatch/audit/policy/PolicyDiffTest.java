package dev.sigwatch.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    @Test
    void onlyWhatChangedIsGiven() {
        assertThat(PolicyDiff.lines("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n")).containsExactly("- b", "+ x", "+ e");
        assertThat(PolicyDiff.lines("a\n", "a\n")).isEmpty();
        assertThat(PolicyDiff.lines("", "a\nb\n")).containsExactly("+ a", "+ b");
    }

    @Test
    void longDiffsAreCut() {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            before.append("old ").append(i).append('\n');
            after.append("new ").append(i).append('\n');
        }
        assertThat(PolicyDiff.lines(before.toString(), after.toString()))
                .hasSize(PolicyDiff.MAX_LINES + 1)
                .last()
                .asString()
                .isEqualTo("… and " + (40_000 - PolicyDiff.MAX_LINES) + " more lines");
    }
}
