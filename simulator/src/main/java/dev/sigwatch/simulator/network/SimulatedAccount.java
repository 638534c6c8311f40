package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An account: a DID, its keys, its repository. Made by {@link SimulatedNetwork} and changed only through it. */
public final class SimulatedAccount {
    private final String handle;
    private final PrivateKey rotationKey;
    private final Repository repository;
    private final History history;
    private final List<String> posts = new ArrayList<>();
    private PlcIdentity identity;
    private SigningKey key;
    private @Nullable SentFrame lastCommit;
    private @Nullable Misbehaviour trouble;

    SimulatedAccount(String handle, PlcIdentity identity, SigningKey key, PrivateKey rotationKey) {
        this.handle = handle;
        this.identity = identity;
        this.key = key;
        this.rotationKey = rotationKey;
        this.repository = new Repository(identity.did());
        this.history = new History(identity.did());
    }

    public Did did() {
        return identity.did();
    }

    public String handle() {
        return handle;
    }

    /** The key the account signs with at present, published or not. */
    public PublicKey publicKey() {
        return key.publicKey();
    }

    /** Root of the repository's tree, as text. */
    public String dataCid() {
        return repository.tree().root().toString();
    }

    /** Revision of the last honest commit, empty before the first. */
    public String rev() {
        Tid rev = repository.rev();
        return rev == null ? "" : rev.value();
    }

    /** What an auditor must conclude about the account's commits. */
    Expectation expected() {
        return trouble == null ? Expectation.VERIFIED : trouble.lasting();
    }

    /** What is the matter with the account, its identity or its export; null if nothing. */
    @Nullable
    Misbehaviour trouble() {
        return trouble;
    }

    void trouble(Misbehaviour lasting) {
        trouble = lasting;
    }

    Repository repository() {
        return repository;
    }

    History history() {
        return history;
    }

    PrivateKey key() {
        return key.key();
    }

    SigningKey signingKey() {
        return key;
    }

    PrivateKey rotationKey() {
        return rotationKey;
    }

    PlcIdentity identity() {
        return identity;
    }

    void identity(PlcIdentity changed) {
        identity = changed;
    }

    void key(SigningKey changed) {
        key = changed;
    }

    /** Paths of the posts that exist, in no particular order. */
    List<String> posts() {
        return posts;
    }

    /** Frame of the last honest commit sent, null before the first. */
    @Nullable
    SentFrame lastCommit() {
        return lastCommit;
    }

    void lastCommit(SentFrame sent) {
        lastCommit = sent;
    }

    /** The current commit, announced without its tree. */
    RepoEvent.Sync sync() {
        Block head = repository.head(key());
        byte[] car = CarWriter.write(List.of(head.cid()), List.of(head));
        return new RepoEvent.Sync(did(), Objects.requireNonNull(repository.rev()), Slice.of(car));
    }

    @Override
    public String toString() {
        return handle + " " + did();
    }
}
