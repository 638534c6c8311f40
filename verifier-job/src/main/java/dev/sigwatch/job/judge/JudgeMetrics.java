package dev.sigwatch.job.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the judge counts. Every name exists from the start, so that nothing found shows as zero. */
final class JudgeMetrics {
    private final Map<Verdict, Counter> verdicts;
    private final Map<Verdict, Counter> exports;
    private final Map<FindingCode, Counter> findings;
    private final Map<IdentityRequest.Reason, Counter> requests;
    private final Map<RepoRequest.Reason, Counter> repoRequests;
    private final Map<Verdict, Counter> revisions;
    private final Map<FindingCode, Counter> recordFindings;
    private final Counter held;
    private final VerificationMetrics verifications;

    JudgeMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup("sigwatch");
        verdicts = counters(group, "verdict", Verdict.class, Verdict::name, "events");
        exports = counters(group, "verdict", Verdict.class, Verdict::name, "exports");
        revisions = counters(group, "verdict", Verdict.class, Verdict::name, "revisions");
        findings = counters(group, "finding", FindingCode.class, FindingCode::name, "events");
        requests =
                counters(group, "reason", IdentityRequest.Reason.class, IdentityRequest.Reason::wireName, "requests");
        repoRequests =
                counters(group, "reason", RepoRequest.Reason.class, RepoRequest.Reason::wireName, "repo_requests");
        recordFindings = counters(group, "finding", FindingCode.class, FindingCode::name, "record_findings");
        held = group.counter("held");
        verifications = new VerificationMetrics(operator);
    }

    /**
     * An export counts once, however many parts it has; what was found about records counts with each.
     *
     * @param now microseconds since the epoch
     */
    void judged(CheckedEvent event, Judgement judgement, long now) {
        for (RecordFacts record : event.records()) {
            for (Finding finding : record.findings()) {
                counter(recordFindings, finding.code()).inc();
            }
        }
        ExportFacts export = event.export();
        if (export != null && !export.isLast()) {
            return;
        }
        counter(export == null ? verdicts : exports, judgement.verdict()).inc();
        if (event.kind() == EventKind.COMMIT || event.kind() == EventKind.SYNC) {
            verifications.concluded(judgement.verdict(), now - event.facts().receivedAt());
        }
        for (Finding finding : judgement.findings()) {
            counter(findings, finding.code()).inc();
        }
    }

    /** @param known whether the key a commit is checked with was at hand when it came */
    void lookedUp(boolean known) {
        verifications.lookedUp(known);
    }

    /** @param after what is said now */
    void revised(Judgement after) {
        counter(revisions, after.verdict()).inc();
    }

    void asked(IdentityRequest request) {
        counter(requests, request.reason()).inc();
    }

    void asked(RepoRequest request) {
        counter(repoRequests, request.reason()).inc();
    }

    /** Adds to the number of events held now; negative when fewer are. */
    void held(long change) {
        held.inc(change);
    }

    long heldNow() {
        return held.getCount();
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(
            MetricGroup group, String label, Class<E> type, Function<E, String> name, String metric) {
        Map<E, Counter> counters = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counters.put(constant, group.addGroup(label, name.apply(constant)).counter(metric));
        }
        return counters;
    }

    private static <E extends Enum<E>> Counter counter(Map<E, Counter> counters, E constant) {
        Counter counter = counters.get(constant);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + constant);
        }
        return counter;
    }
}
