package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Line;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.judge.RepoHead.Position;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges commits again when the history of their DID's keys turns out otherwise, such as by a recovery that undoes the operation
 * which had put a thief's key in force.
 */
final class Reviser {
    /** What a decision about a signature may add; everything else of a judgement stands. */
    private static final Set<FindingCode> OF_SIGNATURE = EnumSet.of(
            FindingCode.OK_AFTER_IDENTITY_REFRESH,
            FindingCode.OK_RETIRED_KEY_IN_GRACE,
            FindingCode.SIG_KEY_NOT_YET_PUBLISHED,
            FindingCode.SIG_RETIRED_KEY,
            FindingCode.SIG_RETIRED_KEY_UNDATED,
            FindingCode.SIG_NULLIFIED_KEY,
            FindingCode.SIG_WRONG_PURPOSE_KEY,
            FindingCode.SIG_UNKNOWN_KEY,
            FindingCode.SIG_HIGH_S,
            FindingCode.IDENTITY_TRANSIENT,
            FindingCode.IDENTITY_NOT_FOUND,
            FindingCode.IDENTITY_NO_KEY,
            FindingCode.IDENTITY_NO_PDS,
            FindingCode.IDENTITY_TOMBSTONED,
            FindingCode.KEY_UNSUPPORTED,
            FindingCode.DIDDOC_ID_MISMATCH,
            FindingCode.DIDDOC_MALFORMED,
            FindingCode.DIDDOC_AMBIGUOUS);

    private final SignatureJudge signatures;

    Reviser(SignatureJudge signatures) {
        this.signatures = signatures;
    }

    /**
     * Judges every commit kept again.
     *
     * @param reason what became known, for people
     * @param at when, microseconds since the epoch
     */
    void revise(String reason, long at, DidState state, JudgeOutput output) {
        List<JudgedCommit> kept = state.judged();
        Set<String> disowned = new HashSet<>();
        Set<String> disownedRevs = new HashSet<>();
        Position lastGood = null;
        for (JudgedCommit commit : kept) {
            Judgement after = again(commit, state);
            Judgement before = commit.judgement();
            if (!isSame(before, after)) {
                JudgedCommit next = new JudgedCommit(commit.event(), after, commit.number(), commit.revision() + 1);
                state.judged(commit.place(), next);
                output.revised(commit.event(), before, after, next.revision(), reason, at);
                if (before.signature() == Proof.PASS && after.signature() == Proof.FAIL) {
                    disowned.add(commit.event().commitCid());
                    disownedRevs.add(commit.event().rev());
                }
            }
            boolean isNewer = lastGood == null || commit.event().rev().compareTo(lastGood.rev()) > 0;
            if (after.verdict() == Verdict.VERIFIED && isNewer) {
                lastGood = position(commit.event());
            }
        }
        if (!disowned.isEmpty()) {
            goBack(disowned, lastGood, state);
            RecordLedger.disown(disownedRevs, state);
        }
    }

    private Judgement again(JudgedCommit commit, DidState state) {
        Judgement before = commit.judgement();
        CheckedEvent event = commit.event();
        if (before.signature() == Proof.PASS && before.key().isEmpty()) {
            // A copy of a commit that was verified before: no key was asked, and the first copy is judged again itself.
            return before;
        }
        String key = before.findings().stream().anyMatch(Reviser::isUnexplained) ? "" : before.key();
        SignatureDecision decision = signatures.again(event, key, state);
        // In the order of a first judgement: what the frame alone showed, its signature, then the rest.
        List<Finding> findings = new ArrayList<>(event.findings());
        findings.addAll(decision.findings());
        int own = event.findings().size();
        for (Finding finding : before.findings().subList(own, before.findings().size())) {
            if (!OF_SIGNATURE.contains(finding.code())) {
                findings.add(finding);
            }
        }
        Proof chain = before.chain();
        if (before.signature() != Proof.PASS && Judgement.line(findings, Line.SIGNATURE, Proof.PASS) == Proof.PASS) {
            // Its place in the chain was not looked at when it came.
            findings.add(FindingCode.CHAIN_UNANCHORED.found("its signature came to hold only later"));
        }
        KeyEntry entry = decision.entry();
        return Judgement.fold(
                        List.copyOf(findings),
                        Proof.PASS,
                        event.tree(),
                        chain,
                        entry == null ? before.key() : entry.key(),
                        entry == null ? before.keySource() : entry.source())
                .contradictedBy(before.otherBlock());
    }

    /** Whether the key named beside is only the one it was tried under. */
    private static boolean isUnexplained(Finding finding) {
        return finding.code() == FindingCode.SIG_UNKNOWN_KEY || finding.code() == FindingCode.IDENTITY_TRANSIENT;
    }

    private static boolean isSame(Judgement before, Judgement after) {
        return before.verdict() == after.verdict()
                && before.signature() == after.signature()
                && codes(before).equals(codes(after));
    }

    private static Set<FindingCode> codes(Judgement judgement) {
        Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
        judgement.findings().forEach(finding -> codes.add(finding.code()));
        return codes;
    }

    /** What somebody else signed is no past for the owner's commits to follow on. */
    private static void goBack(Set<String> disowned, @Nullable Position lastGood, DidState state) {
        for (int place = 0; place < SignedCommit.REMEMBERED; place++) {
            SignedCommit commit = state.commit(place);
            if (commit != null && disowned.contains(commit.commitCid())) {
                state.commit(place, SignedCommit.FORGOTTEN);
            }
        }
        RepoHead head = state.head();
        boolean isOnIt = isDisowned(head.seen(), disowned)
                || isDisowned(head.proven(), disowned)
                || isDisowned(head.ahead(), disowned);
        if (isOnIt) {
            state.head(head.backTo(lastGood));
        }
    }

    private static boolean isDisowned(@Nullable Position position, Set<String> disowned) {
        return position != null && disowned.contains(position.commit());
    }

    private static Position position(CheckedEvent event) {
        return new Position(event.rev(), event.dataCid(), event.commitCid());
    }
}
