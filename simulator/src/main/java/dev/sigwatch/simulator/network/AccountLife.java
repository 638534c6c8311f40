package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What becomes of an account's identity in an honest life: other keys, another name, another server. Each change is an operation in
 * the directory, and then announced, as servers do.
 */
public final class AccountLife {
    private final Stage stage;
    private final Registrar registrar;

    AccountLife(Stage stage, Registrar registrar) {
        this.stage = stage;
        this.registrar = registrar;
    }

    /** Makes the key that the next rotation publishes, so that it can be said beforehand. */
    public PublicKey prepareKey(SimulatedAccount account) {
        SigningKey next = registrar.nextKey(account);
        account.nextKey(next);
        return next.publicKey();
    }

    /** The account's server publishes a new signing key, and signs with it from then on. */
    public SentFrame rotate(SimulatedAccount account) {
        return rotate(account, account.rotationKey());
    }

    /** The account's owner does, with a key that its server does not have. */
    public SentFrame rotateByOwner(SimulatedAccount account) {
        return rotate(account, account.ownerKey());
    }

    private SentFrame rotate(SimulatedAccount account, PrivateKey signer) {
        SigningKey fresh = registrar.nextKey(account);
        registrar.change(account, state -> state.withSigningKey(fresh.publicKey()), signer);
        account.key(fresh);
        return announce(account);
    }

    /** The owner adds a rotation key of his own, before all others, with the strongest key there is. */
    public PublicKey enrolKey(SimulatedAccount account) {
        PublicKey added = registrar.newKey().publicKey();
        List<String> keys = new ArrayList<>(rotationKeys(account));
        keys.add(0, added.toDidKey());
        control(account, keys);
        return added;
    }

    /** The owner takes the server's rotation key away. */
    public SentFrame dropServerKey(SimulatedAccount account) {
        List<String> keys = new ArrayList<>(rotationKeys(account));
        keys.remove(account.rotationKey().publicKey().toDidKey());
        return control(account, keys);
    }

    /** The owner turns the order of the rotation keys around. */
    public SentFrame reorderKeys(SimulatedAccount account) {
        List<String> keys = new ArrayList<>(rotationKeys(account));
        Collections.reverse(keys);
        return control(account, keys);
    }

    private SentFrame control(SimulatedAccount account, List<String> rotationKeys) {
        registrar.change(account, state -> controlledBy(rotationKeys, state), account.ownerKey());
        return announce(account);
    }

    /** The account takes another handle. */
    public SentFrame changeHandle(SimulatedAccount account, String handle) {
        registrar.change(account, state -> state.withHandle(handle), account.rotationKey());
        account.handle(handle);
        return announce(account);
    }

    /**
     * Moves an account to another server, as the guide has it: the old one lets go, an operation that it signs names the new one and
     * its keys, and the new one shows with a commit of nothing that it has the key.
     */
    public List<SentFrame> migrate(SimulatedAccount account) {
        Host from = account.host();
        Host to = registrar.elsewhere();
        List<SentFrame> sent = new ArrayList<>();
        sent.add(status(account, false, "deactivated"));
        from.hosting().leave(account.did(), stage.next());
        to.hosting().register(account.did(), account.history());
        SigningKey fresh = registrar.nextKey(account);
        List<PublicKey> control =
                List.of(account.ownerKey().publicKey(), to.rotationKey().publicKey());
        registrar.change(
                account,
                state -> state.withRotationKeys(control)
                        .withSigningKey(fresh.publicKey())
                        .withPds(to.origin().toString()),
                from.rotationKey());
        account.key(fresh);
        account.host(to);
        sent.add(announce(account));
        sent.add(status(account, true, ""));
        sent.add(stage.commit(account, stage.draft(account, List.of()), account.expected(), account.trouble()));
        sent.add(stage.announce(account.sync(), account.expected(), null));
        return sent;
    }

    /** The owner gives the account up. */
    public SentFrame tombstone(SimulatedAccount account) {
        registrar.become(account, account.identity().tombstoned(account.ownerKey(), registrar.now()));
        return announce(account);
    }

    /** Somebody who has the key of the account's server takes the account over; nobody will ever give it back. */
    public Takeover takeOver(SimulatedAccount account) {
        return new Takeover(account, stage, registrar, Expectation.VERIFIED);
    }

    /** The same, but the owner will be back: what the thief signs will not have been signed by the account. */
    public Takeover takeOverForAWhile(SimulatedAccount account) {
        return new Takeover(account, stage, registrar, Takeover.UNDONE);
    }

    static PlcOperation controlledBy(List<String> rotationKeys, PlcOperation state) {
        return new PlcOperation(
                rotationKeys, state.verificationMethods(), state.alsoKnownAs(), state.services(), state.prev());
    }

    static List<String> rotationKeys(SimulatedAccount account) {
        return account.identity().state().rotationKeys();
    }

    private SentFrame announce(SimulatedAccount account) {
        return stage.announceIdentity(account);
    }

    /** Says so for one of two servers, so that the account's history does not know. */
    private SentFrame status(SimulatedAccount account, boolean active, String status) {
        return stage.announce(
                new RepoEvent.Account(account.did(), active, status.isEmpty() ? null : status),
                Expectation.NOTICE,
                null);
    }
}
