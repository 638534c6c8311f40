package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Line;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.judge.RepoHead.Position;
import dev.sigwatch.audit.judge.RepoHead.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a repository's whole export means for its history, and finds where held commits join it.
 *
 * <p>An export proves commits before it too: undoing the operations of its own commit leads to the tree before, and that tree is
 * as proven as the export's, and so on back along the commits that were held.
 */
final class ExportJudge {
    private ExportJudge() {}

    /**
     * What contradicts the export in what its host signed before.
     *
     * @param settleMicros an export taken so soon after a commit may honestly lack it
     */
    static ChainDecision decide(CheckedEvent export, RepoHead head, Recent recent, long settleMicros) {
        if (ChainJudge.isFuture(export)) {
            return ChainDecision.of(Proof.PASS, List.of(FindingCode.REV_FUTURE.found(export.rev())), head, false);
        }
        SignedCommit same = recent.at(export.rev());
        if (same != null
                && !same.commitCid().equals(export.commitCid())
                && !same.data().equals(export.dataCid())) {
            Finding finding = FindingCode.EQUIVOCATION_SAME_REV.found("the other is " + same.commitCid());
            return ChainDecision.of(Proof.PASS, List.of(finding), head, false).contradictedBy(same.block());
        }
        boolean isOld = export.rev().compareTo(head.newestRev()) < 0;
        boolean isLate = export.facts().receivedAt() >= head.seenAt() + settleMicros;
        Finding finding = FindingCode.EXPORT_ROLLBACK.found(export.rev() + " after " + head.newestRev());
        return ChainDecision.of(Proof.PASS, isOld && isLate ? List.of(finding) : List.of(), head, false);
    }

    /**
     * Where the repository stands once a proven export is taken in.
     *
     * @param held events held, in their order
     */
    static RepoHead adopted(RepoHead head, CheckedEvent export, List<HeldEvent> held) {
        Position position = position(export);
        Position seen = head.seen();
        if (seen != null && position.rev().equals(seen.rev())) {
            return head.withProven(position);
        }
        if (position.rev().compareTo(head.newestRev()) < 0) {
            return head.withResync(RepoHead.Resync.NONE);
        }
        boolean isReached = held.stream().anyMatch(it -> it.event().rev().compareTo(position.rev()) >= 0);
        if (!isReached) {
            // What the stream has still to bring up to the export's commit waits for it as for the export itself.
            return head.withAhead(position)
                    .withResync(RepoHead.Resync.asked(export.facts().receivedAt(), 0));
        }
        return settled(head.withAhead(position), base(position, held));
    }

    /** Where the repository stands once one more event is held: the run of those that follow on each other grows, or begins anew. */
    static RepoHead held(RepoHead head, CheckedEvent event) {
        Run run = head.run();
        if (run != null && event.rev().compareTo(run.last().rev()) <= 0) {
            // Another copy, from another host.
            return head;
        }
        if (event.kind() != EventKind.COMMIT || !isTreeProven(event)) {
            return event.rev().isEmpty() ? head : head.withRun(null);
        }
        Position before = before(event);
        if (run != null
                && before.rev().equals(run.last().rev())
                && before.data().equals(run.last().data())) {
            return head.withRun(new Run(run.before(), position(event)));
        }
        return head.withRun(new Run(before, position(event)));
    }

    /** Where the repository stands once the event held last reaches, or passes, the export ahead. */
    static RepoHead joined(RepoHead head, CheckedEvent last) {
        Position ahead = head.ahead();
        Run run = head.run();
        if (ahead != null
                && run != null
                && last.commitCid().equals(ahead.commit())
                && run.last().commit().equals(ahead.commit())) {
            return settled(head, run.before());
        }
        return settled(head, null);
    }

    private static RepoHead settled(RepoHead head, @Nullable Position base) {
        RepoHead asked = head.withResync(RepoHead.Resync.NONE);
        return base == null ? asked : asked.withProven(base).withAhead(head.ahead());
    }

    /**
     * The tree before the first of the commits that lead to the export, each undone from the next. Signatures do not matter here:
     * the trees are proven by what they hash to.
     */
    private static @Nullable Position base(Position ahead, List<HeldEvent> held) {
        Position base = null;
        for (int i = held.size() - 1; i >= 0; i--) {
            CheckedEvent event = held.get(i).event();
            boolean leadsOn = base == null
                    ? event.commitCid().equals(ahead.commit())
                    : event.rev().equals(base.rev()) && event.dataCid().equals(base.data());
            if (leadsOn && event.kind() == EventKind.COMMIT && isTreeProven(event)) {
                base = before(event);
            }
        }
        return base;
    }

    private static boolean isTreeProven(CheckedEvent event) {
        return event.needsKey() && Judgement.line(event.findings(), Line.TREE, event.tree()) == Proof.PASS;
    }

    private static Position before(CheckedEvent event) {
        boolean isFirst = event.since().isEmpty() && event.prevDataCid().isEmpty();
        return new Position(event.since(), isFirst ? ChainJudge.EMPTY_TREE : event.prevDataCid(), "");
    }

    private static Position position(CheckedEvent event) {
        return new Position(event.rev(), event.dataCid(), event.commitCid());
    }
}
