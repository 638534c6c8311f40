package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Tid;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network of accounts behind one relay. Each method makes something happen, appends it to the {@link #log()} and returns what
 * was appended. One thread at a time may call it; others may read the logs, the directory, the hosting and the index meanwhile.
 */
public final class SimulatedNetwork {
    /** By default every third account signs with P-256, so that few accounts have both curves. */
    public static final int P256_EVERY = 3;

    private static final int CLOCK_IDS = 1_024;
    /** Records of an account whose export is tampered with: enough for a tree of several nodes. */
    private static final int EXPORTED_RECORDS = 60;

    private final Random random;
    private final Stage stage;
    private final Directory directory = new Directory();
    private final Directory witness = new Directory();
    private final Hosting hosting = new Hosting();
    private final Hosting hostingElsewhere = new Hosting();
    private final List<SimulatedAccount> accounts = new ArrayList<>();
    private final List<SimulatedAccount> busy = new ArrayList<>();
    private final Chance chance;
    private final Registrar registrar;
    private final AccountLife life;
    private final DirectoryLies lies;
    private final Publishing publishing;

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
        VirtualTime time = new VirtualTime(clock, random.nextInt(CLOCK_IDS));
        this.stage = new Stage(time);
        this.chance = new Chance(random);
        this.registrar = new Registrar(random, time, directory, witness, hosting, hostingElsewhere, p256Every);
        this.life = new AccountLife(stage, registrar);
        this.lies = new DirectoryLies(stage, registrar);
        this.publishing = new Publishing(stage, chance);
    }

    /** Everything sent so far. */
    public FrameLog log() {
        return stage.log();
    }

    /** What a mirror of the relay shows: the same, except where misbehaviour has it otherwise. */
    public FrameLog mirror() {
        return stage.mirror();
    }

    /** What the PLC directory answers. */
    public Directory directory() {
        return directory;
    }

    /** What a second directory answers, which hears of everything that the first hears of. */
    public Directory witness() {
        return witness;
    }

    /** What the accounts' personal data server answers. */
    public Hosting hosting() {
        return hosting;
    }

    /** What the server answers to which accounts move, by their own will or not. */
    public Hosting hostingElsewhere() {
        return hostingElsewhere;
    }

    /** What becomes of the accounts' identities. */
    public AccountLife life() {
        return life;
    }

    /** What accounts do with images beyond pushing them. */
    public Publishing publishing() {
        return publishing;
    }

    /** What the first directory may tell of them that is not so. */
    public DirectoryLies lies() {
        return lies;
    }

    /** What the relay lists by collection. */
    public RepositoryIndex index() {
        return stage.index();
    }

    /**
     * Says where {@link #hosting()} is served, before accounts are made: their DID documents name it.
     *
     * @param origin of the server of most
     * @param apart of the server of those whose exports keep whoever asks waiting: it is them alone that this shall harm
     */
    public void hostedAt(URI origin, URI apart) {
        registrar.hostedAt(origin, apart);
    }

    /** Says where {@link #hostingElsewhere()} is served, before anybody moves there. */
    public void elsewhereAt(URI origin) {
        registrar.elsewhereAt(origin);
    }

    /** The accounts made so far, in order. */
    public List<SimulatedAccount> accounts() {
        return List.copyOf(accounts);
    }

    /** Makes an account that the stream introduces, with an empty repository and the handle {@code NAME.test}. */
    public SimulatedAccount account(String name) {
        SimulatedAccount account = joined(registrar.account(name + ".test"), true);
        announceIdentity(account);
        stage.announceStatus(account, true, null);
        return account;
    }

    /** Makes an account that was there before the stream began, with an image and posts, and the handle {@code NAME.test}. */
    public SimulatedAccount accountWithPast(String name) {
        SimulatedAccount account = joined(registrar.account(name + ".test"), true);
        populate(account, EXPORTED_RECORDS);
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
            populate(joined(registrar.account("account-" + accounts.size() + ".test"), true), records);
        }
    }

    private void populate(SimulatedAccount account, int records) {
        SortedMap<String, Cid> entries = new TreeMap<>();
        Write manifest = Records.manifest(chance.image(), "app", stage.time().text());
        Block block = Objects.requireNonNull(manifest.record());
        entries.put(manifest.path().toString(), block.cid());
        for (int j = 1; j < records; j++) {
            Write post = Chance.oldPost(stage.time().tid());
            account.posts().add(post.path().toString());
            entries.put(
                    post.path().toString(),
                    Objects.requireNonNull(post.record()).cid());
        }
        Tid rev = stage.time().tid();
        account.repository().load(entries, rev);
        account.history().begin(account.repository().tree(), rev, account.key(), List.of(block));
        stage.index().add(account.did(), Records.MANIFEST);
        if (records > 1) {
            stage.index().add(account.did(), Records.POST);
        }
    }

    /** @param isBusy whether {@link #honest} may choose it */
    private SimulatedAccount joined(SimulatedAccount account, boolean isBusy) {
        accounts.add(account);
        if (isBusy) {
            busy.add(account);
        }
        return account;
    }

    /** Pushes a new image and tags it: two commits, as ATCR makes them. */
    public List<SentFrame> push(SimulatedAccount account, String repository, String tag) {
        return publishing.push(account, repository, tag);
    }

    /** Writes one post: one commit. */
    public SentFrame post(SimulatedAccount account) {
        return commit(account, List.of(chance.post(stage.time())));
    }

    /** Lets randomly chosen accounts post, edit, delete and push, all in order. */
    public void honest(int commits) {
        for (int i = 0; i < commits; i++) {
            SimulatedAccount account = busy.get(random.nextInt(busy.size()));
            commit(account, chance.writes(account, stage.time()));
        }
    }

    /** Announces an account's current commit without its tree. */
    public SentFrame sync(SimulatedAccount account) {
        return stage.announce(account.sync(), account.expected(), null);
    }

    /** Announces that something about an account's identity may have changed. */
    public SentFrame announceIdentity(SimulatedAccount account) {
        return stage.announceIdentity(account);
    }

    /** Publishes a new signing key in the directory, then announces it; later commits are signed with it. */
    public SentFrame rotateKey(SimulatedAccount account) {
        return life.rotate(account);
    }

    public SentFrame deactivate(SimulatedAccount account) {
        return stage.announceStatus(account, false, "deactivated");
    }

    /** Announces an account as active again, with its current commit. */
    public List<SentFrame> reactivate(SimulatedAccount account) {
        return List.of(stage.announceStatus(account, true, null), sync(account));
    }

    public SentFrame delete(SimulatedAccount account) {
        return stage.announceStatus(account, false, "deleted");
    }

    /**
     * Misbehaves in the name of an account made for the purpose, which pushes an image first or as part of it.
     *
     * @return everything sent, honest frames included
     */
    public List<SentFrame> misbehave(Misbehaviour misbehaviour) {
        int before = log().size();
        String name = misbehaviour.wireName() + "-" + accounts.size();
        Act act = misbehaviour.act();
        if (act instanceof Act.Identity identity) {
            SimulatedAccount account = joined(identity.trouble().account(registrar, name + ".test"), true);
            account.trouble(misbehaviour);
            push(account, "app", "v1");
        } else if (act instanceof Act.Export export) {
            SimulatedAccount account = joined(
                    export.stalls() ? registrar.accountApart(name + ".test") : registrar.account(name + ".test"),
                    false);
            populate(account, EXPORTED_RECORDS);
            registrar.misbehave(account, export.trouble().fault(registrar));
            account.trouble(misbehaviour);
            push(account, "app", "v1");
        } else {
            SimulatedAccount account = account(name);
            push(account, "app", "v1");
            misbehave(misbehaviour, account);
        }
        return log().after(before, Integer.MAX_VALUE);
    }

    /**
     * Misbehaves in the name of an account, whose later commits are mostly proven as if nothing had been.
     *
     * @return the frame that earns the verdict
     * @throws IllegalArgumentException if the misbehaviour needs an account of its own, or the account has not committed yet, or
     *     it is in trouble already
     */
    public SentFrame misbehave(Misbehaviour misbehaviour, SimulatedAccount account) {
        if (misbehaviour.needsOwnAccount()) {
            throw new IllegalArgumentException(misbehaviour.wireName() + " needs an account of its own");
        }
        SentFrame before = account.lastCommit();
        if (before == null || account.trouble() != null) {
            throw new IllegalArgumentException(
                    misbehaviour.wireName() + " needs an account that has committed and has no trouble");
        }
        Scene scene = new Scene(account, before, misbehaviour, stage, registrar, life, random);
        Act act = misbehaviour.act();
        if (act instanceof Act.Frame frame) {
            return scene.forge(frame.forgery().frame(scene), frame.delivery());
        }
        if (act instanceof Act.Story story) {
            SentFrame sent = story.plot().play(scene);
            if (story.lasting()) {
                account.trouble(misbehaviour);
                busy.remove(account);
            }
            return sent;
        }
        if (act instanceof Act.Relay relay) {
            return stage.append(SentFrame.nothing(stage.next(), before.bytes(), relay.delivery(), misbehaviour));
        }
        throw new IllegalStateException("unknown act of " + misbehaviour);
    }

    private SentFrame commit(SimulatedAccount account, List<Write> writes) {
        return stage.commit(account, stage.draft(account, writes), account.expected(), account.trouble());
    }
}
