package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes accounts and changes their keys, and tells the directory; or tells it something else, where trouble is wanted. */
final class Registrar {
    private final Random random;
    private final VirtualTime time;
    private final Directory directory;
    private final int p256Every;
    private final SimulatedAccount bystander;
    private int made;

    /** @param p256Every which accounts sign with P-256: every how manieth, 0 for none */
    Registrar(Random random, VirtualTime time, Directory directory, int p256Every) {
        this.p256Every = p256Every;
        this.random = random;
        this.time = time;
        this.directory = directory;
        this.bystander = account("bystander.test");
    }

    /** An account whose key is published. */
    SimulatedAccount account(String handle) {
        made++;
        boolean p256 = p256Every > 0 && made % p256Every == 0;
        PrivateKey key = PrivateKey.generate(p256 ? Curve.P256 : Curve.K256, random);
        return account(handle, key, key.publicKey().toDidKey());
    }

    /** An account in nobody's way, whose DID and identity can be misused. */
    SimulatedAccount bystander() {
        return bystander;
    }

    /** Publishes a new key for an account, and returns it. */
    PrivateKey publishNewKey(SimulatedAccount account) {
        PrivateKey fresh = PrivateKey.generate(account.publicKey().curve(), random);
        account.identity(
                account.identity().rotated(fresh.publicKey(), account.rotationKey(), VirtualTime.text(time.tid())));
        directory.register(account.identity());
        return fresh;
    }

    /** An account about which the directory misbehaves. */
    SimulatedAccount askedAbout(String handle, DirectoryFault fault) {
        SimulatedAccount account = account(handle);
        directory.misbehave(account.did(), fault);
        return account;
    }

    /** An account whose DID publishes any signing key, or none. */
    SimulatedAccount publishing(String handle, @Nullable String signingKey) {
        return account(handle, PrivateKey.generate(Curve.K256, random), signingKey);
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

    private SimulatedAccount account(String handle, PrivateKey key, @Nullable String published) {
        PrivateKey rotationKey = PrivateKey.generate(Curve.K256, random);
        PlcIdentity identity = PlcIdentity.create(handle, published, rotationKey, VirtualTime.text(time.tid()));
        directory.register(identity);
        return new SimulatedAccount(handle, identity, key, rotationKey);
    }
}
