package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.stream.RepoEvent;
import java.time.Duration;

/** What happens to identities every day, and looks a little like theft. Afterwards the account publishes as before. */
final class HonestChanges {
    /** Before there were operations, accounts were made by {@code create}. */
    private static final Duration LEGACY_AGE = Duration.ofDays(1_400);

    private static final int STORM = 40;

    private HonestChanges() {}

    static Plan rotation() {
        return honest("An account's server replaces its signing key.", "K1", scene -> scene.life()
                .rotate(scene.account()));
    }

    static Plan rotationByOwner() {
        return honest("An account's owner replaces its signing key himself.", "K1", scene -> scene.life()
                .rotateByOwner(scene.account()));
    }

    static Plan migration() {
        return honest("An account moves to another server, which gives it keys of its own.", "K1", scene -> scene.life()
                .migrate(scene.account())
                .get(0));
    }

    static Plan handleChange() {
        return Plan.story("An account takes another handle.", Expectation.VERIFIED, scene -> {
                    scene.life()
                            .changeHandle(
                                    scene.account(),
                                    "renamed-" + scene.account().handle());
                    return scene.conspicuous(scene.draft());
                })
                .raising(Alarms.HONEST.finding("HANDLE_CHANGED"));
    }

    static Plan recoveryKey() {
        return Plan.story(
                        "An account's owner enrols another recovery key, with the strongest key there is.",
                        Expectation.VERIFIED,
                        scene -> {
                            scene.life().enrolKey(scene.account());
                            return scene.conspicuous(scene.draft());
                        })
                .raising(Alarms.of("K2").finding("ROTATION_KEYS_CHANGED"));
    }

    static Plan serverKeyDropped() {
        return honest("An account's owner takes the server's rotation key away.", "K2", scene -> scene.life()
                .dropServerKey(scene.account()));
    }

    static Plan givenUp() {
        return Plan.lasting("An account's owner gives it up.", Expectation.NOTICE, scene -> {
                    scene.life().tombstone(scene.account());
                    return scene.announce(new RepoEvent.Account(scene.did(), false, "deleted"));
                })
                .raising(Alarms.quiet("K9").finding("PLC_TOMBSTONE"));
    }

    static Plan identityStorm() {
        return Plan.story(
                        "A server announces again and again that an identity may have changed, and it has not.",
                        Expectation.VERIFIED,
                        scene -> {
                            for (int i = 0; i < STORM; i++) {
                                scene.stage().announceIdentity(scene.account());
                            }
                            return scene.conspicuous(scene.draft());
                        })
                .raising(Alarms.quiet("K13"));
    }

    static Plan legacyAccount() {
        return Plan.past(
                        "An account of 2022, whose first operation is of the old form.",
                        Expectation.VERIFIED,
                        (registrar, handle) -> registrar.legacyAccount(handle, LEGACY_AGE))
                .raising(Alarms.HONEST);
    }

    private static Plan honest(String sentence, String rule, Act.Plot change) {
        return Plan.story(sentence, Expectation.VERIFIED, scene -> {
                    change.play(scene);
                    return scene.conspicuous(scene.draft());
                })
                .raising(Alarms.quiet(rule));
    }
}
