package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.PrivateKey;
import java.util.ArrayList;
import java.util.List;

/** Thefts by whoever has the rotation key of an account's server. */
final class Takeovers {
    private static final String POISONED = "v1";

    private Takeovers() {}

    static Plan takeover() {
        return Plan.lasting(
                        "Somebody with the server's rotation key takes the account over, and pushes an image.",
                        Expectation.VERIFIED,
                        scene -> {
                            scene.life().takeOver(scene.account()).steal();
                            return poison(scene);
                        })
                .raising(Alarms.of("K3"));
    }

    static Plan undone() {
        return Plan.story("The same, but the owner has a stronger key, and undoes it.", Takeover.UNDONE, scene -> {
                    Takeover theft = scene.life().takeOverForAWhile(scene.account());
                    theft.steal("seized-" + scene.account().handle());
                    SentFrame poisoned = poison(scene);
                    theft.recover();
                    scene.commit(scene.post("back again"));
                    return poisoned;
                })
                .raising(Alarms.of("K4").finding("PLC_NULLIFICATION"));
    }

    static Plan stepByStep() {
        return Plan.lasting(
                        "The same in small steps: first the rotation keys, then the signing key, then the server.",
                        Expectation.VERIFIED,
                        scene -> {
                            SimulatedAccount account = scene.account();
                            Registrar registrar = scene.registrar();
                            PrivateKey thief = registrar.newKey();
                            SigningKey key = registrar.nextKey(account);
                            Host den = registrar.elsewhere();
                            registrar.change(
                                    account,
                                    state -> state.withRotationKeys(List.of(thief.publicKey())),
                                    account.rotationKey());
                            registrar.change(account, state -> state.withSigningKey(key.publicKey()), thief);
                            account.key(key);
                            registrar.change(
                                    account, state -> state.withPds(den.origin().toString()), thief);
                            account.host(new Host(den.origin(), den.hosting(), thief));
                            den.hosting().register(account.did(), account.history());
                            scene.stage().announceIdentity(account);
                            return poison(scene);
                        })
                .raising(Alarms.of("K3"));
    }

    static Plan foreignRotationKey() {
        return Plan.story(
                        "Somebody with the server's rotation key puts a key of his own before the owner's.",
                        Expectation.VERIFIED,
                        scene -> {
                            SimulatedAccount account = scene.account();
                            List<String> keys = new ArrayList<>(AccountLife.rotationKeys(account));
                            keys.add(0, scene.registrar().newKey().publicKey().toDidKey());
                            scene.registrar()
                                    .change(
                                            account,
                                            state -> AccountLife.controlledBy(keys, state),
                                            account.rotationKey());
                            scene.stage().announceIdentity(account);
                            return scene.conspicuous(scene.draft());
                        })
                .raising(Alarms.of("K2").finding("ROTATION_KEYS_CHANGED"));
    }

    /** Pushes an image under a tag that people use. */
    private static SentFrame poison(Scene scene) {
        List<Write> image = scene.image("app", POISONED);
        SentFrame manifest = scene.conspicuous(scene.draft(List.of(image.get(0))));
        scene.conspicuous(scene.draft(List.of(image.get(1))));
        return manifest;
    }
}
