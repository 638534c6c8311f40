package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where everything is sent: gives each thing its place in the log, and tells the account, its host and the index what became
 * of it. A mirror relay shows the same, unless told otherwise.
 */
final class Stage {
    private final VirtualTime time;
    private final FrameLog log = new FrameLog();
    private final FrameLog mirror = new FrameLog();
    private final RepositoryIndex index = new RepositoryIndex();

    Stage(VirtualTime time) {
        this.time = time;
    }

    FrameLog log() {
        return log;
    }

    FrameLog mirror() {
        return mirror;
    }

    RepositoryIndex index() {
        return index;
    }

    VirtualTime time() {
        return time;
    }

    /** The position, and honest sequence number, of what is sent next. */
    long next() {
        return log.size() + 1L;
    }

    /** An honest commit of the writes, not yet made. */
    CommitDraft draft(SimulatedAccount account, List<Write> writes) {
        Tid now = time.tid();
        Tid rev = account.behind().isZero()
                ? now
                : time.shifted(now, -account.behind().toMillis() * 1_000);
        return account.repository().draft(writes, rev, account.key(), next(), VirtualTime.text(now));
    }

    /** Sends a draft as the account's next commit. */
    SentFrame commit(SimulatedAccount account, CommitDraft draft, Expectation expected, @Nullable Misbehaviour cause) {
        Block commit = draft.commitBlock();
        SentFrame sent = sent(draft, draft.frame(commit), expected, cause);
        return commit(account, draft, commit, sent, sent);
    }

    /** Sends a draft, in any frame made of it, as the account's next commit. */
    SentFrame commit(
            SimulatedAccount account,
            CommitDraft draft,
            byte[] frame,
            Expectation expected,
            @Nullable Misbehaviour cause) {
        SentFrame sent = SentFrame.read(next(), frame, Delivery.BINARY, expected, cause);
        return commit(account, draft, draft.commitBlock(), sent, sent);
    }

    /** Sends a draft as the account's next commit, and to the mirror another of the same revision. */
    SentFrame split(
            SimulatedAccount account,
            CommitDraft shown,
            CommitDraft mirrored,
            Expectation expected,
            Misbehaviour cause) {
        Block commit = shown.commitBlock();
        return commit(
                account,
                shown,
                commit,
                sent(shown, shown.frame(commit), cause.expected(), cause),
                sent(mirrored, mirrored.frame(), expected, cause));
    }

    /** Makes a draft the account's next commit, and has the relay keep it to itself. */
    void withhold(SimulatedAccount account, CommitDraft draft, Misbehaviour cause) {
        Block commit = draft.commitBlock();
        SentFrame kept = SentFrame.nothing(next(), draft.frame(commit), Delivery.WITHHELD, cause);
        accept(account, draft, commit, kept);
        append(kept, kept);
    }

    private SentFrame commit(
            SimulatedAccount account, CommitDraft draft, Block commit, SentFrame sent, SentFrame mirrored) {
        accept(account, draft, commit, sent);
        account.lastCommit(sent);
        append(sent, mirrored);
        return sent;
    }

    /** Before it is sent: whoever has a commit must find it at its host. */
    private void accept(SimulatedAccount account, CommitDraft draft, Block commit, SentFrame sent) {
        account.repository().accept(draft, commit);
        account.history().committed(sent);
        for (RepoOperation op : draft.ops()) {
            String collection = op.path().collection().value();
            if (op.action() == RepoOperation.Action.CREATE) {
                index.add(account.did(), collection);
                if (collection.equals(Records.POST)) {
                    account.posts().add(op.path().toString());
                }
            }
        }
    }

    private SentFrame sent(CommitDraft draft, byte[] frame, Expectation expected, @Nullable Misbehaviour cause) {
        return new SentFrame(
                next(), next(), draft.did().value(), draft.rev().value(), frame, Delivery.BINARY, expected, cause);
    }

    /** Sends bytes that change nothing. */
    SentFrame send(byte[] bytes, Delivery delivery, Expectation expected, @Nullable Misbehaviour cause) {
        return append(SentFrame.read(next(), bytes, delivery, expected, cause));
    }

    SentFrame announce(RepoEvent event, Expectation expected, @Nullable Misbehaviour cause) {
        byte[] bytes = FrameEncoder.encode(event, next(), VirtualTime.text(time.tid()));
        return send(bytes, Delivery.BINARY, expected, cause);
    }

    /** Announces that something about an account's identity may have changed. */
    SentFrame announceIdentity(SimulatedAccount account) {
        return announce(new RepoEvent.Identity(account.did(), account.handle()), Expectation.NOTICE, null);
    }

    /** Announces an account's status, and has its host act on it. */
    SentFrame announceStatus(SimulatedAccount account, boolean active, @Nullable String status) {
        account.history().status(next(), active || status == null ? "" : status);
        return announce(new RepoEvent.Account(account.did(), active, status), Expectation.NOTICE, null);
    }

    SentFrame append(SentFrame entry) {
        append(entry, entry);
        return entry;
    }

    private void append(SentFrame entry, SentFrame mirrored) {
        log.append(entry);
        mirror.append(mirrored);
    }
}
