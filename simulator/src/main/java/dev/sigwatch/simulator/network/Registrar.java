package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Tid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes accounts and changes their identities, and tells the directories; or tells them something else, where trouble is wanted. */
final class Registrar {
    private final Random random;
    private final VirtualTime time;
    private final Directory directory;
    private final Directory witness;
    private final int p256Every;
    private final SimulatedAccount bystander;
    private Host home;
    private Host apart;
    private Host elsewhere;
    private int made;

    /** @param p256Every which accounts sign with P-256: every how manieth, 0 for none */
    Registrar(
            Random random,
            VirtualTime time,
            Directory directory,
            Directory witness,
            Hosting hosting,
            Hosting hostingElsewhere,
            int p256Every) {
        this.p256Every = p256Every;
        this.random = random;
        this.time = time;
        this.directory = directory;
        this.witness = witness;
        this.home = new Host(PlcIdentity.NO_PDS, hosting, newKey());
        this.apart = home;
        this.elsewhere = new Host(URI.create("https://elsewhere.example.com"), hostingElsewhere, newKey());
        this.bystander = account("bystander.test");
    }

    /** Says where accounts made from now on live, and where those whom it is better to have apart. */
    void hostedAt(URI origin, URI other) {
        home = home.at(origin);
        apart = home.at(other);
    }

    void elsewhereAt(URI origin) {
        elsewhere = elsewhere.at(origin);
    }

    /** Where accounts move to. */
    Host elsewhere() {
        return elsewhere;
    }

    /** An account whose key is published. */
    SimulatedAccount account(String handle) {
        return account(handle, Duration.ZERO);
    }

    /** An account whose key was published a while ago. */
    SimulatedAccount account(String handle, Duration ago) {
        made++;
        boolean p256 = p256Every > 0 && made % p256Every == 0;
        SigningKey key = SigningKey.generate(p256 ? Curve.P256 : Curve.K256, random);
        return account(handle, key, key.publicKey().toDidKey(), home, ago);
    }

    /** An account whose key is published, on the server apart. */
    SimulatedAccount accountApart(String handle) {
        SigningKey key = SigningKey.generate(Curve.K256, random);
        return account(handle, key, key.publicKey().toDidKey(), apart, Duration.ZERO);
    }

    /** An account in nobody's way, whose DID and identity can be misused. */
    SimulatedAccount bystander() {
        return bystander;
    }

    /** What an account in nobody's way would export. */
    Export exportOfBystander() {
        Write post = Chance.oldPost(time.tid());
        Block record = Objects.requireNonNull(post.record());
        Mst tree = Mst.EMPTY.put(post.path().toString(), record.cid());
        Tid rev = time.tid();
        Commit commit = Commit.sign(bystander.did(), tree.root(), rev, bystander.key());
        return Export.honest(bystander.did(), rev, Block.ofDagCbor(commit.toBytes()), tree, (path, cid) -> record);
    }

    Instant now() {
        return time.now();
    }

    Instant ago(Duration by) {
        return time.now().minus(by);
    }

    /** A key that nobody knows. */
    PrivateKey newKey() {
        return PrivateKey.generate(Curve.K256, random);
    }

    /** A key to sign an account's commits with, of the curve it has: the one it has prepared, if it has. */
    SigningKey nextKey(SimulatedAccount account) {
        SigningKey prepared = account.nextKey();
        account.nextKey(null);
        return prepared != null
                ? prepared
                : SigningKey.generate(account.publicKey().curve(), random);
    }

    /** Changes what an account's identity says, in all directories. */
    void change(SimulatedAccount account, UnaryOperator<PlcOperation> change, PrivateKey signer, Instant at) {
        become(account, account.identity().changed(change, signer, at));
    }

    void change(SimulatedAccount account, UnaryOperator<PlcOperation> change, PrivateKey signer) {
        change(account, change, signer, now());
    }

    /** Makes an identity an account's own, in all directories. */
    void become(SimulatedAccount account, PlcIdentity identity) {
        account.identity(identity);
        directory.register(identity);
        witness.register(identity);
    }

    /** Has the first directory tell any history and any document of an account; the feed says nothing of it. */
    void pretend(SimulatedAccount account, PlcIdentity log, PlcIdentity shown) {
        directory.serve(account.did(), log, shown);
    }

    Directory directory() {
        return directory;
    }

    /** Has an account's server misbehave about its export. */
    void misbehave(SimulatedAccount account, HostFault fault) {
        account.host().hosting().misbehave(account.did(), fault);
    }

    /** An account about which the directory misbehaves. */
    SimulatedAccount askedAbout(String handle, DirectoryFault fault) {
        SimulatedAccount account = account(handle);
        directory.misbehave(account.did(), fault);
        return account;
    }

    /** An account whose DID publishes any signing key, or none. */
    SimulatedAccount publishing(String handle, @Nullable String signingKey) {
        return account(handle, SigningKey.generate(Curve.K256, random), signingKey, home, Duration.ZERO);
    }

    /** An account under whose DID the directory serves somebody else's identity. */
    SimulatedAccount mistakenIdentity(String handle) {
        SimulatedAccount account = account(handle);
        pretend(account, bystander.identity(), bystander.identity());
        return account;
    }

    /** An account at another server that signs with somebody else's key. */
    SimulatedAccount twinOf(SimulatedAccount account) {
        SigningKey key = account.signingKey();
        return account("twin-of-" + account.handle(), key, key.publicKey().toDidKey(), elsewhere, Duration.ZERO);
    }

    /** An account of the first months: its history begins with a {@code create}, signed with the key it signs commits with. */
    SimulatedAccount legacyAccount(String handle, Duration ago) {
        SigningKey key = SigningKey.generate(Curve.K256, random);
        PrivateKey ownerKey = newKey();
        PlcEntry genesis =
                RawPlcOperation.legacyCreate(handle, key.key(), ownerKey, home.origin(), key.key(), ago(ago));
        return account(handle, PlcIdentity.founded(genesis), key, ownerKey, home);
    }

    private SimulatedAccount account(
            String handle, SigningKey key, @Nullable String published, Host host, Duration ago) {
        PrivateKey ownerKey = newKey();
        List<String> rotationKeys = List.of(
                ownerKey.publicKey().toDidKey(), host.rotationKey().publicKey().toDidKey());
        PlcIdentity identity =
                PlcIdentity.create(handle, published, host.origin(), rotationKeys, host.rotationKey(), ago(ago));
        return account(handle, identity, key, ownerKey, host);
    }

    private SimulatedAccount account(
            String handle, PlcIdentity identity, SigningKey key, PrivateKey ownerKey, Host host) {
        SimulatedAccount account = new SimulatedAccount(handle, identity, key, ownerKey, host);
        become(account, identity);
        host.hosting().register(account.did(), account.history());
        return account;
    }
}
