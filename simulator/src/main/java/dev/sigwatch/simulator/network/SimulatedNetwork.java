package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Tid;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A network of accounts behind one relay. Each method makes something happen, appends it to the {@link #log()} and returns what
 * was appended. One thread at a time may call it; others may read the log, the directory and the index meanwhile.
 */
public final class SimulatedNetwork {
    /** By default every third account signs with P-256, so that few accounts have both curves. */
    public static final int P256_EVERY = 3;

    private static final int CLOCK_IDS = 1_024;

    private final Random random;
    private final VirtualTime time;
    private final FrameLog log = new FrameLog();
    private final Directory directory = new Directory();
    private final RepositoryIndex index = new RepositoryIndex();
    private final List<SimulatedAccount> accounts = new ArrayList<>();
    private final Chance chance;
    private final Registrar registrar;

    /**
     * A network without accounts.
     *
     * @param seed of all keys, contents and choices
     * @param clock of all revisions and times; revisions run ahead of it only where things happen faster than it ticks
     */
    public SimulatedNetwork(long seed, Clock clock) {
        this(seed, clock, P256_EVERY);
    }

    /**
     * As {@link #SimulatedNetwork(long, Clock)}, with another mix of curves.
     *
     * @param p256Every every how manieth account signs with P-256, the others with K-256; 0 for none
     */
    public SimulatedNetwork(long seed, Clock clock, int p256Every) {
        this.random = new Random(seed);
        this.time = new VirtualTime(clock, random.nextInt(CLOCK_IDS));
        this.chance = new Chance(random);
        this.registrar = new Registrar(random, time, directory, p256Every);
    }

    /** Everything sent so far. */
    public FrameLog log() {
        return log;
    }

    /** What the PLC directory answers. */
    public Directory directory() {
        return directory;
    }

    /** What the relay lists by collection. */
    public RepositoryIndex index() {
        return index;
    }

    /** The accounts made by {@link #account} and {@link #populate}, in order. */
    public List<SimulatedAccount> accounts() {
        return List.copyOf(accounts);
    }

    /** Makes an account that the stream introduces, with an empty repository and the handle {@code NAME.test}. */
    public SimulatedAccount account(String name) {
        SimulatedAccount account = registrar.account(name + ".test");
        accounts.add(account);
        announceIdentity(account);
        announceStatus(account, true, null);
        return account;
    }

    /**
     * Makes accounts that were there before the stream began, each with an image and otherwise posts.
     *
     * @param count number of accounts
     * @param records records in each repository, at least 1
     */
    public void populate(int count, int records) {
        for (int i = 0; i < count; i++) {
            SimulatedAccount account = registrar.account("account-" + accounts.size() + ".test");
            accounts.add(account);
            List<Write> writes = new ArrayList<>(records);
            writes.add(Records.manifest(chance.image(), "app", time.text()));
            for (int j = 1; j < records; j++) {
                Write post = chance.post(time);
                account.posts().add(post.path().toString());
                writes.add(post);
            }
            account.repository().load(writes, time.tid());
            writes.forEach(
                    write -> index.add(account.did(), write.path().collection().value()));
        }
    }

    /** Pushes a new image and tags it: two commits, as ATCR makes them. */
    public List<SentFrame> push(SimulatedAccount account, String repository, String tag) {
        Records.Image image = chance.image();
        Write manifest = Records.manifest(image, repository, time.text());
        Write tagging = Records.tag(account.did(), image, repository, tag, time.text());
        return List.of(commit(account, List.of(manifest)), commit(account, List.of(tagging)));
    }

    /** Writes one post: one commit. */
    public SentFrame post(SimulatedAccount account) {
        return commit(account, List.of(chance.post(time)));
    }

    /** Deletes a tag: one commit. */
    public SentFrame untag(SimulatedAccount account, String repository, String tag) {
        Write delete = Write.delete(Records.TAG + "/" + Records.tagKey(repository, tag));
        return commit(account, List.of(delete));
    }

    /** Lets randomly chosen accounts post, edit, delete and push, all in order. */
    public void honest(int commits) {
        for (int i = 0; i < commits; i++) {
            SimulatedAccount account = accounts.get(random.nextInt(accounts.size()));
            commit(account, chance.writes(account, time));
        }
    }

    /** Announces an account's current commit without its tree. */
    public SentFrame sync(SimulatedAccount account) {
        return announce(account.sync(), account.expected());
    }

    /** Announces that something about an account's identity may have changed. */
    public SentFrame announceIdentity(SimulatedAccount account) {
        return announce(new RepoEvent.Identity(account.did(), account.handle()), Expectation.NOTICE);
    }

    /** Publishes a new signing key in the directory, then announces it; later commits are signed with it. */
    public SentFrame rotateKey(SimulatedAccount account) {
        account.key(registrar.publishNewKey(account));
        return announceIdentity(account);
    }

    public SentFrame deactivate(SimulatedAccount account) {
        return announceStatus(account, false, "deactivated");
    }

    /** Announces an account as active again, with its current commit. */
    public List<SentFrame> reactivate(SimulatedAccount account) {
        return List.of(announceStatus(account, true, null), sync(account));
    }

    public SentFrame delete(SimulatedAccount account) {
        return announceStatus(account, false, "deleted");
    }

    /**
     * Misbehaves in the name of an account made for the purpose, which pushes an image first or as part of it.
     *
     * @return everything sent, honest frames included
     */
    public List<SentFrame> misbehave(Misbehaviour misbehaviour) {
        int before = log.size();
        String name = misbehaviour.wireName() + "-" + accounts.size();
        if (misbehaviour.act() instanceof Act.Identity identity) {
            SimulatedAccount account = identity.trouble().account(registrar, name + ".test");
            accounts.add(account);
            account.trouble(misbehaviour);
            push(account, "app", "v1");
        } else {
            SimulatedAccount account = account(name);
            push(account, "app", "v1");
            misbehave(misbehaviour, account);
        }
        return log.after(before, Integer.MAX_VALUE);
    }

    /**
     * Misbehaves in the name of an account, whose repository goes on afterwards as if nothing had been.
     *
     * @throws IllegalArgumentException if the misbehaviour needs an account of its own, or the account has not committed yet, or
     *     its identity is in trouble already
     */
    public SentFrame misbehave(Misbehaviour misbehaviour, SimulatedAccount account) {
        SentFrame before = account.lastCommit();
        if (misbehaviour.needsOwnAccount()) {
            throw new IllegalArgumentException(misbehaviour.wireName() + " needs an account of its own");
        }
        if (before == null || account.trouble() != null) {
            throw new IllegalArgumentException(
                    misbehaviour.wireName() + " needs an account that has committed and has no trouble");
        }
        long position = log.size() + 1L;
        SentFrame sent;
        if (misbehaviour.act() instanceof Act.Frame frame) {
            Scene scene = new Scene(account, before, registrar.bystander().did(), time, random, position);
            byte[] bytes = frame.forgery().frame(scene);
            sent = SentFrame.read(position, bytes, frame.delivery(), misbehaviour.expected(), misbehaviour);
        } else if (misbehaviour.act() instanceof Act.Relay relay) {
            sent = SentFrame.nothing(position, before.bytes(), relay.delivery(), misbehaviour);
        } else {
            throw new IllegalStateException("unknown act of " + misbehaviour);
        }
        log.append(sent);
        return sent;
    }

    private SentFrame commit(SimulatedAccount account, List<Write> writes) {
        Tid rev = time.tid();
        long position = log.size() + 1L;
        CommitDraft draft = account.repository().draft(writes, rev, account.key(), position, VirtualTime.text(rev));
        Block commit = draft.commitBlock();
        byte[] bytes = draft.frame(commit);
        account.repository().accept(draft, commit);
        SentFrame sent = new SentFrame(
                position,
                position,
                account.did().value(),
                rev.value(),
                bytes,
                Delivery.BINARY,
                account.expected(),
                account.trouble());
        account.lastCommit(sent);
        note(account, draft);
        log.append(sent);
        return sent;
    }

    private void note(SimulatedAccount account, CommitDraft draft) {
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

    private SentFrame announceStatus(SimulatedAccount account, boolean active, @Nullable String status) {
        return announce(new RepoEvent.Account(account.did(), active, status), Expectation.NOTICE);
    }

    private SentFrame announce(RepoEvent event, Expectation expected) {
        long position = log.size() + 1L;
        byte[] bytes = FrameEncoder.encode(event, position, VirtualTime.text(time.tid()));
        SentFrame sent = SentFrame.read(position, bytes, Delivery.BINARY, expected, null);
        log.append(sent);
        return sent;
    }
}
