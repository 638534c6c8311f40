package dev.sigwatch.audit.judge;

import org.jspecify.annotations.Nullable;

/** Looks among the commits remembered. Every look reads them all, so it is taken only for what is not plainly new. */
final class Recent {
    private final DidState state;

    Recent(DidState state) {
        this.state = state;
    }

    /** The commit of a revision, null where none is remembered. */
    @Nullable
    SignedCommit at(String rev) {
        for (int place = 0; place < SignedCommit.REMEMBERED; place++) {
            SignedCommit commit = state.commit(place);
            if (commit != null && commit.rev().equals(rev)) {
                return commit;
            }
        }
        return null;
    }

    /** The first commit remembered after a revision, null where none is. */
    @Nullable
    SignedCommit after(String rev) {
        SignedCommit next = null;
        for (int place = 0; place < SignedCommit.REMEMBERED; place++) {
            SignedCommit commit = state.commit(place);
            if (commit != null
                    && commit.rev().compareTo(rev) > 0
                    && (next == null || commit.rev().compareTo(next.rev()) < 0)) {
                next = commit;
            }
        }
        return next;
    }

    /** Remembers a commit; {@code head} has counted it already. */
    void add(RepoHead head, SignedCommit commit) {
        state.commit((int) ((head.remembered() - 1) % SignedCommit.REMEMBERED), commit);
    }
}
