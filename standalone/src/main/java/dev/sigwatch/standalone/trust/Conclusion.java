package dev.sigwatch.standalone.trust;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What the whole chain amounts to.
 *
 * @param did whose repository, empty where unknown
 * @param rev of the commit, empty where it has none
 * @param version of the repository, 0 where unknown
 * @param records named by the tree as far as it could be walked; of a proof, proven
 * @param signature who
 * @param tree what
 * @param sentence for people: what is proven, or the first link that breaks
 */
public record Conclusion(
        Verdict verdict,
        String did,
        String rev,
        int version,
        long records,
        Proof signature,
        Proof tree,
        List<Finding> findings,
        List<Stage> stages,
        String sentence) {

    /** Folds a trail: unreadable, else any link false, else any unproven, else verified. */
    static Conclusion of(Trail trail, Subject subject) {
        List<Finding> weighed = trail.findings().stream()
                .filter(finding -> Found.outcome(finding.code()) != Outcome.NOTE)
                .toList();
        Judgement lines = Judgement.fold(weighed, subject.signature(), subject.tree(), Proof.NONE, "", "");
        Optional<Stage> failed = trail.first(Outcome.FAIL);
        Optional<Stage> unproven = trail.first(Outcome.UNPROVEN);
        Verdict verdict = lines.verdict();
        if (verdict != Verdict.MALFORMED) {
            // A link may break without a finding: findings are about repositories, a handle is not.
            verdict = failed.isPresent() || verdict == Verdict.VIOLATION
                    ? Verdict.VIOLATION
                    : unproven.isPresent() || verdict != Verdict.VERIFIED ? Verdict.UNPROVEN : Verdict.VERIFIED;
        }
        String sentence =
                switch (verdict) {
                    case VERIFIED, NOTICE -> subject.sentence();
                    case UNPROVEN -> "could not check " + words(unproven);
                    case VIOLATION, MALFORMED -> "the chain breaks at " + words(failed);
                };
        return new Conclusion(
                verdict,
                subject.did(),
                subject.rev(),
                subject.version(),
                subject.records(),
                lines.signature(),
                lines.tree(),
                trail.findings(),
                trail.stages(),
                sentence);
    }

    private static String words(Optional<Stage> stage) {
        return stage.map(broken -> broken.name() + ": " + broken.detail()).orElse("all of it");
    }

    /**
     * What was judged, as far as it got.
     *
     * @param signature how the line stands where no finding bears on it
     * @param tree likewise
     * @param sentence what is proven if nothing breaks
     */
    record Subject(String did, String rev, int version, long records, Proof signature, Proof tree, String sentence) {

        /** Nothing of a repository was had. */
        static Subject unseen(String did) {
            return new Subject(did, "", 0, 0, Proof.NONE, Proof.NONE, "nothing was checked");
        }
    }
}
