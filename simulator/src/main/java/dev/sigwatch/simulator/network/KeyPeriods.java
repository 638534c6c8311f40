package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.crypto.PrivateKey;
import java.time.Duration;
import java.util.List;

/** Commits signed with keys of another time, or for another purpose, in accounts that have a past in the directory. */
final class KeyPeriods {
    /** How long the accounts have been there. */
    private static final Duration AGE = Duration.ofDays(30);
    /** Longer than any auditor is patient with a server that has not noticed. */
    private static final Duration LONG_AGO = Duration.ofHours(1);

    private static final Duration JUST_NOW = Duration.ofMinutes(1);
    /** Beyond what two clocks may differ. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private KeyPeriods() {}

    static Plan retired() {
        return Plan.past(
                        "The key was replaced an hour ago, and the old one signs on.",
                        Expectation.of("VIOLATION", "SIG_RETIRED_KEY"),
                        (registrar, handle) -> signingWithTheOldKey(registrar, handle, LONG_AGO))
                .raising(Alarms.of("C2"));
    }

    static Plan inGrace() {
        return Plan.past(
                        "The key was replaced a minute ago, and the old one signs a last time.",
                        Expectation.of("VERIFIED", "OK_RETIRED_KEY_IN_GRACE"),
                        (registrar, handle) -> signingWithTheOldKey(registrar, handle, JUST_NOW))
                .raising(Alarms.HONEST);
    }

    static Plan undated() {
        return Plan.past(
                        "Commits from before the key was replaced, as they say themselves, come late.",
                        Expectation.of("UNPROVEN", "SIG_RETIRED_KEY_UNDATED"),
                        (registrar, handle) -> {
                            SimulatedAccount account = signingWithTheOldKey(registrar, handle, LONG_AGO);
                            account.behind(LONG_AGO.multipliedBy(2));
                            return account;
                        })
                .raising(Alarms.HONEST);
    }

    static Plan nullified() {
        return Plan.past(
                        "A key signs that a thief had published, an hour after the owner undid that.",
                        Expectation.of("VIOLATION", "SIG_NULLIFIED_KEY"),
                        KeyPeriods::signingWithAnUndoneKey)
                .raising(Alarms.of("C2"));
    }

    static Plan wrongPurpose() {
        return Plan.violation(
                        "The commit is signed with a rotation key.", "SIG_WRONG_PURPOSE_KEY", scene -> scene.draft()
                                .withKey(scene.account().rotationKey())
                                .frame())
                .raising(Alarms.of("C2"));
    }

    static Plan notYetPublished() {
        return Plan.story(
                        "A commit is signed with a key that the directory publishes half a minute later.",
                        Expectation.of("VERIFIED", "SIG_KEY_NOT_YET_PUBLISHED"),
                        scene -> {
                            SimulatedAccount account = scene.account();
                            Registrar registrar = scene.registrar();
                            account.key(registrar.nextKey(account));
                            SentFrame early = scene.conspicuous(scene.draft());
                            registrar.change(
                                    account,
                                    state -> state.withSigningKey(account.publicKey()),
                                    account.rotationKey(),
                                    registrar.now().plus(SOON));
                            scene.stage().announceIdentity(account);
                            return early;
                        })
                .raising(Alarms.HONEST);
    }

    static Plan tombstoned() {
        return Plan.past(
                        "The DID was given up an hour ago, and commits come all the same.",
                        Expectation.of("VIOLATION", "SIG_RETIRED_KEY"),
                        (registrar, handle) -> {
                            SimulatedAccount account = registrar.account(handle, AGE);
                            registrar.become(
                                    account,
                                    account.identity().tombstoned(account.ownerKey(), registrar.ago(LONG_AGO)));
                            return account;
                        })
                .raising(Alarms.of("C2"));
    }

    static Plan shared() {
        return Plan.story(
                        "An account at another server has the signing key of somebody who has nothing to do with it.",
                        Expectation.VERIFIED,
                        scene -> {
                            SimulatedAccount twin = scene.registrar().twinOf(scene.account());
                            scene.conspicuous(twin, scene.image(twin.did(), "app", "v1"));
                            scene.commit(scene.post("nothing to do with it"));
                            return scene.conspicuous(scene.draft());
                        })
                .raising(Alarms.quiet("K11"));
    }

    private static SimulatedAccount signingWithTheOldKey(Registrar registrar, String handle, Duration since) {
        SimulatedAccount account = registrar.account(handle, AGE);
        SigningKey unused = registrar.nextKey(account);
        registrar.change(
                account,
                state -> state.withSigningKey(unused.publicKey()),
                account.rotationKey(),
                registrar.ago(since));
        return account;
    }

    private static SimulatedAccount signingWithAnUndoneKey(Registrar registrar, String handle) {
        SimulatedAccount account = registrar.account(handle, AGE);
        SigningKey stolen = registrar.nextKey(account);
        PrivateKey thief = registrar.newKey();
        registrar.change(
                account,
                state -> state.withSigningKey(stolen.publicKey()).withRotationKeys(List.of(thief.publicKey())),
                account.rotationKey(),
                registrar.ago(LONG_AGO.multipliedBy(2)));
        SigningKey own = registrar.nextKey(account);
        registrar.become(
                account,
                account.identity()
                        .changedAfter(
                                0,
                                state -> state.withSigningKey(own.publicKey()),
                                account.ownerKey(),
                                registrar.ago(LONG_AGO)));
        account.key(stolen);
        return account;
    }
}
