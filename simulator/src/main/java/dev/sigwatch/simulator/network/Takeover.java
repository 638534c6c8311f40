package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.PrivateKey;
import java.util.List;

/**
 * A theft: somebody has the rotation key that an account's server holds, and makes the account his own. From then on what the account
 * does is the thief's doing, until the owner is {@linkplain #recover back}.
 */
public final class Takeover {
    static final Expectation UNDONE = Expectation.of("VIOLATION", "SIG_NULLIFIED_KEY");

    private final SimulatedAccount account;
    private final Stage stage;
    private final Registrar registrar;
    private final int stolenAfter;
    private final Repository.State repository;
    private final History history;
    private final Host host;
    private final String handle;
    private final PrivateKey thief;

    Takeover(SimulatedAccount account, Stage stage, Registrar registrar, Expectation ofItsCommits) {
        this.account = account;
        this.stage = stage;
        this.registrar = registrar;
        this.stolenAfter =
                account.identity().entries().indexOf(account.identity().head());
        this.repository = account.repository().mark();
        this.history = account.history();
        this.host = account.host();
        this.handle = account.handle();
        this.thief = registrar.newKey();
        account.expecting(ofItsCommits);
    }

    /**
     * One operation that takes everything: only the thief's rotation key is left, and signing key and server are his. Then it is
     * announced, as if nothing were the matter.
     */
    public SentFrame steal() {
        return steal(handle);
    }

    /** The same, with another handle. */
    public SentFrame steal(String newHandle) {
        SigningKey key = registrar.nextKey(account);
        Host den = registrar.elsewhere();
        registrar.change(
                account,
                state -> state.withRotationKeys(List.of(thief.publicKey()))
                        .withSigningKey(key.publicKey())
                        .withPds(den.origin().toString())
                        .withHandle(newHandle),
                host.rotationKey());
        account.key(key);
        account.handle(newHandle);
        account.host(new Host(den.origin(), den.hosting(), thief));
        account.history(history.fork());
        den.hosting().register(account.did(), account.history());
        return stage.announceIdentity(account);
    }

    /**
     * The owner undoes it, with the rotation key that only he has and that stood before the stolen one: the operation follows the
     * last one that was his, and gives the account a new signing key at its old server, which goes on from what it holds.
     */
    public SentFrame recover() {
        SigningKey key = registrar.nextKey(account);
        PrivateKey renewed = registrar.newKey();
        PlcIdentity recovered = account.identity()
                .changedAfter(
                        stolenAfter,
                        state -> state.withRotationKeys(
                                        List.of(account.ownerKey().publicKey(), renewed.publicKey()))
                                .withSigningKey(key.publicKey()),
                        account.ownerKey(),
                        registrar.now());
        account.host().hosting().leave(account.did(), stage.next());
        registrar.become(account, recovered);
        account.key(key);
        account.handle(handle);
        account.host(new Host(host.origin(), host.hosting(), renewed));
        account.history(history);
        account.repository().backTo(repository);
        account.expecting(Expectation.VERIFIED);
        return stage.announceIdentity(account);
    }
}
