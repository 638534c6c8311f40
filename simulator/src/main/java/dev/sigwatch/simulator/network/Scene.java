package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a forger has at hand: the account, its last commit's frame, and the place in the stream to fill. */
final class Scene {
    private final SimulatedAccount account;
    private final SentFrame before;
    private final Did bystander;
    private final VirtualTime time;
    private final RandomGenerator random;
    private final long seq;

    Scene(
            SimulatedAccount account,
            SentFrame before,
            Did bystander,
            VirtualTime time,
            RandomGenerator random,
            long seq) {
        this.account = account;
        this.before = before;
        this.bystander = bystander;
        this.time = time;
        this.random = random;
        this.seq = seq;
    }

    /** An honest commit of one post, not yet made. */
    CommitDraft draft() {
        return draft(List.of(post("as usual")));
    }

    /** An honest commit, not yet made. */
    CommitDraft draft(List<Write> writes) {
        Tid rev = time.tid();
        return account.repository().draft(writes, rev, account.key(), seq, VirtualTime.text(rev));
    }

    Write post(String text) {
        Tid rkey = time.tid();
        return Records.post(rkey.value(), text, VirtualTime.text(rkey));
    }

    Did did() {
        return account.did();
    }

    SimulatedAccount account() {
        return account;
    }

    /** The frame of the account's last honest commit. */
    SentFrame before() {
        return before;
    }

    /** Somebody else's DID. */
    Did bystander() {
        return bystander;
    }

    /** A key that nobody published. */
    PrivateKey unpublishedKey() {
        return PrivateKey.generate(Curve.K256, random);
    }

    Tid shifted(Tid tid, long micros) {
        return time.shifted(tid, micros);
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    long seq() {
        return seq;
    }

    String time() {
        return time.text();
    }
}
