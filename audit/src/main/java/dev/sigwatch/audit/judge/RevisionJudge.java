package dev.sigwatch.audit.judge;

import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import java.util.List;

/** Decides a commit's revision against the last one verified from the same host. */
final class RevisionJudge {
    /** The reference relay's tolerance; the specification says "a few minutes". */
    static final long MAX_AHEAD_MICROS = 5 * 60 * 1_000_000L;

    private RevisionJudge() {}

    /** How the chain line stands where nothing was found. */
    static Proof proof(CheckedEvent event, RepoHeads heads) {
        return heads.on(event.facts().host()) == null ? Proof.NONE : Proof.PASS;
    }

    static List<Finding> findings(CheckedEvent event, RepoHeads heads) {
        if (Tid.parse(event.rev()).micros() > event.facts().receivedAt() + MAX_AHEAD_MICROS) {
            return List.of(FindingCode.REV_FUTURE.found(event.rev()));
        }
        RepoHeads.Head head = heads.on(event.facts().host());
        if (heads.has(event.commitCid()) && (head == null || head.rev().equals(event.rev()))) {
            return List.of(FindingCode.OK_DUPLICATE.found());
        }
        // TIDs compare as plain text.
        if (head != null && event.rev().compareTo(head.rev()) <= 0) {
            return List.of(FindingCode.REV_REPLAY.found(event.rev() + " after " + head.rev()));
        }
        return List.of();
    }
}
