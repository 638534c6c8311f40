package dev.sigwatch.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    @Test
    void tellsRateScopeVerdictsHeldAndLag() {
        Snapshot now = snapshot(new Snapshot.Host("relay.test", 3_000, 1_500_000, true, ""), 12);
        assertThat(StatusLine.of(Snapshot.NOTHING, now, 2))
                .isEqualTo("1,500 frames/s | 12 of 3,000 in scope | 10 VERIFIED, 2 VIOLATION, 0 UNPROVEN, 0 MALFORMED, "
                        + "0 NOTICE | 3 held | lag 1.5 s");
    }

    @Test
    void tellsThatAStreamIsDownInsteadOfALag() {
        Snapshot now = snapshot(new Snapshot.Host("relay.test", 20, 99, false, "refused"), 12);
        assertThat(StatusLine.of(now, now, 1)).startsWith("0 frames/s").endsWith("1 of 1 streams not connected");
    }

    @Test
    void readsTheJudgesCounters() {
        Snapshot now = Sampler.snapshot(
                Optional.empty(),
                Map.of(
                        "judge.sigwatch.verdict.VIOLATION.events", 4.0,
                        "judge.sigwatch.finding.SIG_HIGH_S.events", 3.0,
                        "judge.sigwatch.reason.first-seen.requests", 2.0,
                        "judge.sigwatch.held", 1.0),
                Snapshot.NOTHING);
        assertThat(now.verdicts()).containsEntry(Verdict.VIOLATION, 4L).containsEntry(Verdict.VERIFIED, 0L);
        assertThat(now.findings()).containsExactly(Map.entry("SIG_HIGH_S", 3L));
        assertThat(now.held()).isEqualTo(1);
        assertThat(Sampler.snapshot(Optional.empty(), Map.of(), now).verdicts()).isEqualTo(now.verdicts());
    }

    private static Snapshot snapshot(Snapshot.Host host, long forwarded) {
        Map<Verdict, Long> verdicts = Snapshot.noVerdicts();
        verdicts.put(Verdict.VERIFIED, 10L);
        verdicts.put(Verdict.VIOLATION, 2L);
        return new Snapshot(
                List.of(host),
                forwarded,
                1,
                new Snapshot.Identities(0, 0, 0),
                new Snapshot.Repositories(0, 0, 0, 0),
                verdicts,
                Map.of(),
                3);
    }
}
