package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.judge.RepoHead.Position;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides the place of one validly signed commit in its repository's history: the tree it says it followed must be the one proven
 * before. The base of the chain is the empty tree or a whole export, else subtrees nobody loaded could hide anything for ever.
 *
 * @see <a href="https://atproto.com/specs/sync#commit-validation">Commit validation</a>
 */
final class ChainJudge {
    /** The reference relay's tolerance; the specification says "a few minutes". */
    static final long MAX_AHEAD_MICROS = 5 * 60 * 1_000_000L;
    /** After the first failure to get an export, doubled with each further one up to an hour, as Tap does. */
    private static final long RETRY_MICROS = 60 * 1_000_000L;

    private static final int MAX_DOUBLINGS = 6;
    /** A request without any answer for so long is made again: the fetcher answers every one within minutes. */
    private static final long LOST_MICROS = 10 * 60 * 1_000_000L;
    /** A host whose commits can never be proven is not asked for all it has at each of them. */
    private static final long UNPROVABLE_MICROS = 10 * 60 * 1_000_000L;

    static final String EMPTY_TREE = Mst.EMPTY.root().toString();

    private final CheckedEvent event;
    private final Proof tree;
    private final RepoHead head;
    private final Recent recent;
    private final boolean expired;

    private ChainJudge(CheckedEvent event, Proof tree, RepoHead head, Recent recent, boolean expired) {
        this.event = event;
        this.tree = tree;
        this.head = head;
        this.recent = recent;
        this.expired = expired;
    }

    /**
     * @param tree how the event's tree line stands
     * @param expired whether waiting for an export is over
     */
    static ChainDecision decide(CheckedEvent event, Proof tree, RepoHead head, Recent recent, boolean expired) {
        if (isFuture(event)) {
            // Never remembered: it would make every honest commit after it look old.
            return ChainDecision.of(Proof.PASS, List.of(FindingCode.REV_FUTURE.found(event.rev())), head, false);
        }
        Position ahead = head.ahead();
        boolean isPassed = ahead != null && event.rev().compareTo(ahead.rev()) > 0;
        RepoHead current = ahead != null && isPassed ? head.withProven(ahead) : head;
        ChainJudge judge = new ChainJudge(event, tree, current, recent, expired);
        boolean isNew = head.seen() == null || event.rev().compareTo(head.seen().rev()) > 0;
        return isNew ? judge.fresh() : judge.old();
    }

    static boolean isFuture(CheckedEvent event) {
        return Tid.parse(event.rev()).micros() > event.facts().receivedAt() + MAX_AHEAD_MICROS;
    }

    /** A revision not above the newest: the same commit again, another one in its place, or one left out of history. */
    private ChainDecision old() {
        SignedCommit same = recent.at(event.rev());
        String heard = head.host(event.facts().host()).rev();
        if (same != null && !same.commitCid().equals(event.commitCid())) {
            return same.data().equals(event.dataCid())
                    ? settled(isProven(same), FindingCode.RESIGNED_SAME_REV.found(same.commitCid()))
                    : settled(true, FindingCode.EQUIVOCATION_SAME_REV.found("the other is " + same.commitCid()))
                            .contradictedBy(same.block());
        }
        if (heard.compareTo(event.rev()) > 0 || (same == null && heard.equals(event.rev()))) {
            return settled(true, FindingCode.REV_REPLAY.found(event.rev() + " after " + heard));
        }
        if (same != null) {
            return settled(isProven(same), FindingCode.OK_DUPLICATE.found());
        }
        SignedCommit next = recent.after(event.rev());
        return next != null && next.since().compareTo(event.rev()) < 0
                ? settled(true, FindingCode.CHAIN_FORK.found(next.rev() + " leaves it out"))
                : settled(true, FindingCode.REV_BEHIND.found(event.rev() + " after " + head.newestRev()));
    }

    private boolean isProven(SignedCommit commit) {
        Position proven = head.proven();
        return commit.proven() || (proven != null && proven.commit().equals(commit.commitCid()));
    }

    private ChainDecision settled(boolean proven, Finding finding) {
        List<Finding> findings = proven
                ? List.of(finding)
                : List.of(finding, FindingCode.CHAIN_UNANCHORED.found("nor was the first copy"));
        return ChainDecision.of(Proof.PASS, findings, head, false);
    }

    private ChainDecision fresh() {
        Position proven = head.proven();
        Position ahead = head.ahead();
        if ((ahead != null && ahead.commit().equals(event.commitCid()))
                || (proven != null && proven.commit().equals(event.commitCid()))) {
            return proven(FindingCode.OK_AFTER_RESYNC.found());
        }
        if (proven != null && event.rev().compareTo(proven.rev()) <= 0) {
            return seen(FindingCode.CHAIN_UNANCHORED.found("the export taken is past it"));
        }
        return event.kind() == EventKind.SYNC ? sync(proven) : commit(proven);
    }

    private ChainDecision sync(@Nullable Position proven) {
        if (event.dataCid().equals(EMPTY_TREE)
                || (proven != null && proven.data().equals(event.dataCid()))) {
            return proven();
        }
        if (proven == null && head.seen() == null) {
            return unanchored(Reason.FIRST_SEEN);
        }
        return asking(seen(FindingCode.SYNC_RESET.found()), Reason.SYNC);
    }

    private ChainDecision commit(@Nullable Position proven) {
        if (proven == null && head.seen() == null) {
            return before().equals(EMPTY_TREE) && tree == Proof.PASS ? first() : unanchored(Reason.FIRST_SEEN);
        }
        if (proven != null && follows(proven)) {
            return tree == Proof.PASS ? proven() : unproven();
        }
        if (proven != null && proven.data().equals(before())) {
            Finding gap = FindingCode.CHAIN_NETZERO_GAP.found(event.since() + " is not " + proven.rev());
            return tree == Proof.PASS ? proven(gap) : asking(seen(gap), Reason.TREE_UNPROVEN);
        }
        Position seen = head.seen();
        if (seen != null && event.since().equals(seen.rev()) && (before().isEmpty() || before().equals(seen.data()))) {
            return tree == Proof.PASS ? unanchored(Reason.CHAIN_BROKEN) : unproven();
        }
        return asking(seen(broken()), Reason.CHAIN_BROKEN);
    }

    /** Root of the tree before, as the message says: a first commit follows on the empty tree; empty where it does not say. */
    private String before() {
        return event.since().isEmpty() && event.prevDataCid().isEmpty() ? EMPTY_TREE : event.prevDataCid();
    }

    private boolean follows(Position proven) {
        return event.since().equals(proven.rev()) && (before().isEmpty() || before().equals(proven.data()));
    }

    private Finding broken() {
        String newest = head.newestRev();
        String detail = "since " + (event.since().isEmpty() ? "the beginning" : event.since()) + ", last was " + newest;
        boolean skips = event.since().compareTo(newest) > 0;
        boolean wasAway = !head.host(event.facts().host()).inactive().isEmpty();
        return skips || wasAway ? FindingCode.CHAIN_GAP.found(detail) : FindingCode.CHAIN_FORK.found(detail);
    }

    /** In its place, but its own tree is not proven: whatever is wrong there is found there. */
    private ChainDecision unproven() {
        Proof proof = before().isEmpty() ? Proof.UNPROVEN : Proof.PASS;
        RepoHead.Resync last = head.resync();
        boolean lately = event.facts().receivedAt() < last.at() + UNPROVABLE_MICROS;
        ChainDecision decision = ChainDecision.of(proof, List.of(), withSeen(), true);
        return lately ? decision : asking(decision, Reason.TREE_UNPROVEN);
    }

    private ChainDecision first() {
        RepoHead after = withSeen().withProven(position()).withExported(RepoHead.BEGINNING);
        return ChainDecision.of(Proof.PASS, List.of(), after, true);
    }

    private ChainDecision proven(Finding... findings) {
        Position position = position();
        return ChainDecision.of(Proof.PASS, List.of(findings), withSeen().withProven(position), true);
    }

    private ChainDecision seen(Finding finding) {
        return ChainDecision.of(Proof.PASS, List.of(finding), withSeen(), true);
    }

    /** Nothing proven leads here: wait for an export, or say that none can be had. */
    private ChainDecision unanchored(Reason reason) {
        RepoHead.Resync resync = head.resync();
        boolean mayWait = event.facts().inScope() && !expired;
        if (mayWait && resync.isAsked() && event.facts().receivedAt() < resync.at() + LOST_MICROS) {
            return ChainDecision.waiting(head, null);
        }
        if (head.ahead() != null) {
            return seen(FindingCode.CHAIN_UNANCHORED.found("the commits between it and the export taken did not come"));
        }
        if (mayWait && resync.state() != RepoHead.Resync.State.FAILED) {
            return ChainDecision.waiting(head.withResync(asked()), question(reason));
        }
        Finding finding =
                FindingCode.CHAIN_UNANCHORED.found(resync.reason().isEmpty() ? "" : "no export: " + resync.reason());
        return asking(seen(finding), reason);
    }

    /** Adds a request for an export to a decision, if one makes sense now. */
    private ChainDecision asking(ChainDecision decision, Reason reason) {
        RepoHead.Resync resync = head.resync();
        long at = event.facts().receivedAt();
        boolean due =
                switch (resync.state()) {
                    case NONE -> true;
                    case ASKED -> at >= resync.at() + LOST_MICROS;
                    case FAILED -> at >= resync.at() + (RETRY_MICROS << Math.min(resync.failures() - 1, MAX_DOUBLINGS));
                };
        return due && event.facts().inScope() && !expired
                ? decision.asking(question(reason), decision.head().withResync(asked()))
                : decision;
    }

    private RepoRequest question(Reason reason) {
        return new RepoRequest(event.did(), reason, event.facts().receivedAt(), event.rev());
    }

    private RepoHead.Resync asked() {
        return RepoHead.Resync.asked(event.facts().receivedAt(), head.resync().failures());
    }

    private RepoHead withSeen() {
        return head.withSeen(position(), event.facts().receivedAt());
    }

    private Position position() {
        return new Position(event.rev(), event.dataCid(), event.commitCid());
    }
}
