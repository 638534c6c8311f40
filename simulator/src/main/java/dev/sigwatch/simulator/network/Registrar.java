package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.syntax.Tid;
import java.net.URI;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes accounts and changes their keys, and tells the directory; or tells it something else, where trouble is wanted. */
final class Registrar {
    private final Random random;
    private final VirtualTime time;
    private final Directory directory;
    private final Hosting hosting;
    private final int p256Every;
    private final SimulatedAccount bystander;
    private URI pds = PlcIdentity.NO_PDS;
    private URI pdsApart = PlcIdentity.NO_PDS;
    private int made;

    /** @param p256Every which accounts sign with P-256: every how manieth, 0 for none */
    Registrar(Random random, VirtualTime time, Directory directory, Hosting hosting, int p256Every) {
        this.p256Every = p256Every;
        this.hosting = hosting;
        this.random = random;
        this.time = time;
        this.directory = directory;
        this.bystander = account("bystander.test");
    }

    /** Says where accounts made from now on live, and where those whom it is better to have apart. */
    void hostedAt(URI origin, URI apart) {
        pds = origin;
        pdsApart = apart;
    }

    /** An account whose key is published. */
    SimulatedAccount account(String handle) {
        made++;
        boolean p256 = p256Every > 0 && made % p256Every == 0;
        SigningKey key = SigningKey.generate(p256 ? Curve.P256 : Curve.K256, random);
        return account(handle, key, key.publicKey().toDidKey());
    }

    /** An account whose key is published, on the server apart. */
    SimulatedAccount accountApart(String handle) {
        SigningKey key = SigningKey.generate(Curve.K256, random);
        return account(handle, key, key.publicKey().toDidKey(), pdsApart);
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

    /** Publishes a new key for an account, and returns it. */
    SigningKey publishNewKey(SimulatedAccount account) {
        SigningKey fresh = SigningKey.generate(account.publicKey().curve(), random);
        account.identity(
                account.identity().rotated(fresh.publicKey(), account.rotationKey(), VirtualTime.text(time.tid())));
        directory.register(account.identity());
        return fresh;
    }

    /** Has an account's server misbehave about its export. */
    void misbehave(SimulatedAccount account, HostFault fault) {
        hosting.misbehave(account.did(), fault);
    }

    /** An account about which the directory misbehaves. */
    SimulatedAccount askedAbout(String handle, DirectoryFault fault) {
        SimulatedAccount account = account(handle);
        directory.misbehave(account.did(), fault);
        return account;
    }

    /** An account whose DID publishes any signing key, or none. */
    SimulatedAccount publishing(String handle, @Nullable String signingKey) {
        return account(handle, SigningKey.generate(Curve.K256, random), signingKey);
    }

    /** An account under whose DID the directory serves somebody else's identity. */
    SimulatedAccount mistakenIdentity(String handle) {
        SimulatedAccount account = account(handle);
        directory.register(account.did(), bystander.identity());
        return account;
    }

    /** An account that published a new key and does not use it. */
    SimulatedAccount signingWithTheOldKey(String handle) {
        SimulatedAccount account = account(handle);
        publishNewKey(account);
        return account;
    }

    private SimulatedAccount account(String handle, SigningKey key, @Nullable String published) {
        return account(handle, key, published, pds);
    }

    private SimulatedAccount account(String handle, SigningKey key, @Nullable String published, URI host) {
        PrivateKey rotationKey = PrivateKey.generate(Curve.K256, random);
        PlcIdentity identity = PlcIdentity.create(handle, published, host, rotationKey, VirtualTime.text(time.tid()));
        directory.register(identity);
        SimulatedAccount account = new SimulatedAccount(handle, identity, key, rotationKey);
        hosting.register(account.did(), account.history());
        return account;
    }
}
