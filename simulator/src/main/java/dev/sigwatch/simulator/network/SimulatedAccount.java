package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An account: a DID, its keys, its repository. Made by {@link SimulatedNetwork} and changed only through it. */
public final class SimulatedAccount {
    private final PrivateKey ownerKey;
    private final Repository repository;
    private History history;
    private final List<String> posts = new ArrayList<>();
    private String handle;
    private Host host;
    private PlcIdentity identity;
    private SigningKey key;
    private @Nullable SigningKey nextKey;
    private Duration behind = Duration.ZERO;
    private @Nullable Expectation expectation;
    private @Nullable SentFrame lastCommit;
    private @Nullable Misbehaviour trouble;

    SimulatedAccount(String handle, PlcIdentity identity, SigningKey key, PrivateKey ownerKey, Host host) {
        this.handle = handle;
        this.identity = identity;
        this.key = key;
        this.ownerKey = ownerKey;
        this.host = host;
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
        Expectation special = expectation;
        if (special != null) {
            return special;
        }
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

    /** Says what must be concluded about the account's commits from now on, whatever its trouble. */
    void expecting(Expectation verdict) {
        expectation = verdict;
    }

    Repository repository() {
        return repository;
    }

    History history() {
        return history;
    }

    void history(History other) {
        history = other;
    }

    PrivateKey key() {
        return key.key();
    }

    SigningKey signingKey() {
        return key;
    }

    /** The key with which the account's server changes its identity. */
    PrivateKey rotationKey() {
        return host.rotationKey();
    }

    /** The key with which the account's owner can undo what anybody else did, where it stands first. */
    PrivateKey ownerKey() {
        return ownerKey;
    }

    /** Where the account lives. */
    Host host() {
        return host;
    }

    void host(Host other) {
        host = other;
    }

    void handle(String other) {
        handle = other;
    }

    /** Origin of the server where the account lives. */
    public URI pds() {
        return host.origin();
    }

    /** CIDs of the operations that the directory has of it, in order, displaced ones included. */
    public List<String> operations() {
        return identity.entries().stream().map(PlcEntry::cid).toList();
    }

    /** By how much the account's revisions lie behind the clock. */
    Duration behind() {
        return behind;
    }

    void behind(Duration by) {
        behind = by;
    }

    /** The key that the account has made for later, null if none. */
    @Nullable
    SigningKey nextKey() {
        return nextKey;
    }

    void nextKey(@Nullable SigningKey prepared) {
        nextKey = prepared;
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
