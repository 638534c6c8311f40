package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Detector;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.policy.Policy;
import java.util.List;
import java.util.Set;

/** R9: what was said of past commits does not hold any more. One incident for all commits that lose, another for those that win. */
final class VerdictRevised implements Detector {
    @Override
    public Rule rule() {
        return Rule.R9;
    }

    @Override
    public Set<FindingCode> reads() {
        return Set.of();
    }

    @Override
    public List<Detection> detect(Signal signal, Memory memory, Policy policy) {
        if (!(signal instanceof Signal.OfRevision revision)) {
            return List.of();
        }
        Verdict before = revision.before().verdict();
        Verdict after = revision.after().verdict();
        if (before == after) {
            // Other findings, the same conclusion: verdict_revisions has it, and nobody needs to act.
            return List.of();
        }
        boolean isWorse = after == Verdict.VIOLATION || before == Verdict.VERIFIED;
        String what = Words.event(revision.event()) + " was " + before + " and is now " + after;
        Detection.Builder detection = Detection.of(rule(), isWorse ? "withdrawn" : "reinstated", revision.at())
                .saying(
                        isWorse
                                ? "Commits that counted as good do not any more"
                                : "Commits turned out better than it seemed",
                        Words.capital(what) + ": " + Words.name(revision.reason()) + ". "
                                + (isWorse
                                        ? "Whoever deployed images from such commits should look at them again."
                                        : "Nothing needs to be done."))
                .line(revision.at(), Words.capital(what) + ".", "")
                .fact("commit", revision.event().commitCid())
                .fact("key", revision.before().key());
        for (Finding finding : revision.after().findings()) {
            detection.finding(finding.code());
        }
        return List.of(
                isWorse
                        ? detection.raised()
                        : detection.priority(Priority.P4, Priority.P3).raised());
    }
}
