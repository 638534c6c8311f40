package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a misbehaviour has at hand: the account, its last commit's frame, and the place in the stream to fill. */
final class Scene {
    /** The repository of images here. */
    static final String APP = "app";

    private final SimulatedAccount account;
    private final SentFrame before;
    private final Misbehaviour misbehaviour;
    private final Stage stage;
    private final Registrar registrar;
    private final AccountLife life;
    private final RandomGenerator random;

    Scene(
            SimulatedAccount account,
            SentFrame before,
            Misbehaviour misbehaviour,
            Stage stage,
            Registrar registrar,
            AccountLife life,
            RandomGenerator random) {
        this.account = account;
        this.before = before;
        this.misbehaviour = misbehaviour;
        this.stage = stage;
        this.registrar = registrar;
        this.life = life;
        this.random = random;
    }

    /** An honest commit of one post, not yet made. */
    CommitDraft draft() {
        return draft(List.of(post("as usual")));
    }

    /** An honest commit, not yet made. */
    CommitDraft draft(List<Write> writes) {
        return stage.draft(account, writes);
    }

    /** A commit of one post as if the last commit had not been made. */
    CommitDraft draftBesideLast() {
        Tid rev = stage.time().tid();
        return account.repository()
                .draftBesideLast(List.of(post("beside the last")), rev, account.key(), seq(), VirtualTime.text(rev));
    }

    Write post(String text) {
        Tid rkey = stage.time().tid();
        return Records.post(rkey.value(), text, VirtualTime.text(rkey));
    }

    /** A post under a path of one's own. */
    Write postAt(String path, String text) {
        return Records.post(path.substring(path.indexOf('/') + 1), text, time());
    }

    /** What a path that nothing has begins with. */
    String freshPath() {
        return Records.POST + "/" + stage.time().tid();
    }

    /** An image, and a tag of it. */
    List<Write> image(String repository, String tag) {
        return image(did(), repository, tag);
    }

    List<Write> image(Did whose, String repository, String tag) {
        Image image = image();
        return List.of(Records.manifest(image, repository, time()), Records.tag(whose, image, repository, tag, time()));
    }

    /** An image that nobody has pushed yet. */
    Image image() {
        return Image.single(randomBytes(Long.BYTES), randomBytes(Long.BYTES));
    }

    /** The honest record of an image. */
    Write manifest(Image image) {
        return Records.manifest(image, APP, time());
    }

    /** The honest record of a tag of an image. */
    Write tag(Image image, String tag) {
        return Records.tag(did(), image, APP, tag, time());
    }

    /** Makes an honest commit. */
    SentFrame commit(Write... writes) {
        return commit(List.of(writes));
    }

    /** Makes an honest commit. */
    SentFrame commit(List<Write> writes) {
        return stage.commit(account, draft(writes), Expectation.VERIFIED, null);
    }

    /** Makes a commit, honest or odd, that earns the verdict; the account goes on from it. */
    SentFrame conspicuous(Write... writes) {
        return conspicuous(draft(List.of(writes)));
    }

    /** Makes a commit, honest or odd, that earns the verdict; the account goes on from it. */
    SentFrame conspicuous(CommitDraft draft) {
        return stage.commit(account, draft, misbehaviour.expected(), misbehaviour);
    }

    /** Makes a commit in another account's name, which earns the verdict, too. */
    SentFrame conspicuous(SimulatedAccount other, List<Write> writes) {
        return stage.commit(other, stage.draft(other, writes), misbehaviour.expected(), misbehaviour);
    }

    /** Makes a draft the account's next commit and sends a frame of one's own about it, which earns the verdict. */
    SentFrame conspicuous(CommitDraft draft, byte[] frame) {
        return stage.commit(account, draft, frame, misbehaviour.expected(), misbehaviour);
    }

    /** Makes a commit that the relay keeps to itself. */
    void withhold(Write... writes) {
        withhold(List.of(writes));
    }

    /** Makes a commit that the relay keeps to itself. */
    void withhold(List<Write> writes) {
        stage.withhold(account, draft(writes), misbehaviour);
    }

    /** Makes one draft the account's next commit, and has the mirror show another; the other earns its verdict there. */
    SentFrame split(CommitDraft shown, CommitDraft mirrored, Expectation expected) {
        return stage.split(account, shown, mirrored, expected, misbehaviour);
    }

    /** Sends a frame that earns the verdict; the account goes on as if it had never been sent. */
    SentFrame forge(byte[] frame, Delivery delivery) {
        return stage.send(frame, delivery, misbehaviour.expected(), misbehaviour);
    }

    SentFrame forge(byte[] frame) {
        return forge(frame, Delivery.BINARY);
    }

    /** Announces an event that earns the verdict. */
    SentFrame announce(RepoEvent event) {
        return stage.announce(event, misbehaviour.expected(), misbehaviour);
    }

    Stage stage() {
        return stage;
    }

    Registrar registrar() {
        return registrar;
    }

    AccountLife life() {
        return life;
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
        return registrar.bystander().did();
    }

    /** Has the account's host misbehave from now on. */
    void hostMisbehaves(HostFault fault) {
        registrar.misbehave(account, fault);
    }

    /** A key that nobody published. */
    PrivateKey unpublishedKey() {
        return PrivateKey.generate(Curve.K256, random);
    }

    Tid shifted(Tid tid, long micros) {
        return stage.time().shifted(tid, micros);
    }

    RandomGenerator random() {
        return random;
    }

    byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    long seq() {
        return stage.next();
    }

    String time() {
        return stage.time().text();
    }
}
