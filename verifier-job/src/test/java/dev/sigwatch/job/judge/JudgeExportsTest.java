package dev.sigwatch.job.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exports: who waits for them, what waits of them, and what is remembered. */
class JudgeExportsTest extends JudgeHarness {
    @Test
    void anEventThatNothingLeadsToWaitsForTheExport() throws Exception {
        observation(publisher.document(0));
        publisher.commit();
        event(publisher.commit());
        event(publisher.commit());

        assertThat(judged()).isEmpty();
        assertThat(repoRequests()).extracting(RepoRequest::reason).containsExactly(RepoRequest.Reason.FIRST_SEEN);

        restart();
        List<ExportPart> parts = publisher.export(4);
        part(parts.get(0));
        restart();
        part(parts.get(1));
        part(parts.get(2));
        event(publisher.commit());

        assertThat(judged()).allMatch(judged -> judged.judgement().verdict() == Verdict.VERIFIED);
        assertThat(judged())
                .filteredOn(judged -> judged.event().export() == null)
                .as("after the restart")
                .hasSize(1);
        assertThat(judge.numProcessingTimeTimers()).isEqualTo(1);
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis());
        assertThat(judge.numProcessingTimeTimers()).isZero();
        assertThat(requests()).isEmpty();
        assertThat(repoRequests()).isEmpty();
    }

    @Test
    void anExportThatDoesNotComeIsNotWaitedForForever() throws Exception {
        observation(publisher.document(0));
        publisher.commit();
        event(publisher.commit());
        restart();

        judge.setProcessingTime(START_MILLIS + HOLD.toMillis());

        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).judgement().verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(codes(0)).contains(FindingCode.CHAIN_UNANCHORED);
        assertThat(judge.numProcessingTimeTimers()).isZero();
    }

    @Test
    void partsOfAnExportWaitForTheKey() throws Exception {
        publisher.commit();
        publisher.commit();
        List<ExportPart> parts = publisher.export(1);
        part(parts.get(0));
        restart();
        part(parts.get(1));

        assertThat(judged()).isEmpty();
        observation(publisher.document(2));

        assertThat(judged())
                .extracting(judged -> judged.event().facts().offset(), judged -> judged.judgement()
                        .verdict())
                .containsExactly(tuple(0L, Verdict.VERIFIED), tuple(1L, Verdict.VERIFIED));
        assertThat(judge.numKeyedStateEntries())
                .as("keys, identity, head, records, and what is counted and noted of these")
                .isEqualTo(6);
    }

    @Test
    void partsOfAnExportDoNotWaitForever() throws Exception {
        publisher.commit();
        publisher.commit();
        // The fetcher's clock is ahead of the judge's.
        for (ExportPart part : publisher.export(30)) {
            part(part);
        }
        restart();
        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() + 29_999);
        assertThat(judged()).isEmpty();

        judge.setProcessingTime(START_MILLIS + HOLD.toMillis() + 30_000);

        assertThat(judged())
                .extracting(judged -> judged.judgement().verdict())
                .containsExactly(Verdict.UNPROVEN, Verdict.UNPROVEN);
        assertThat(judge.numProcessingTimeTimers()).isZero();
    }

    @Test
    void recordsKnownSurviveARestart() throws Exception {
        observation(publisher.document(0));
        event(publisher.commit());
        restart();

        part(publisher.export(5).get(0));

        assertThat(judged()).hasSize(1);
        assertThat(judged().get(0).event().records()).as("no news").isEmpty();
    }
}
