package dev.sigwatch.standalone.feed;

import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A publisher's bad day, played on a simulated network: honest pushes, then each way somebody may try to slip an image in. */
final class AttackStory {
    private static final List<Misbehaviour> ATTACKS = List.of(
            Misbehaviour.WRONG_KEY,
            Misbehaviour.FLIPPED_SIGNATURE_BIT,
            Misbehaviour.HIGH_S,
            Misbehaviour.COMMIT_FOR_ANOTHER_DID,
            Misbehaviour.CAR_BLOCK_WRONG_HASH,
            Misbehaviour.MISSING_RECORD_BLOCK,
            Misbehaviour.NONCANONICAL_COMMIT,
            Misbehaviour.LOWER_REV,
            Misbehaviour.FUTURE_REV,
            Misbehaviour.TRUNCATED_FRAME);

    /** Between two acts, so that a person can follow. */
    private static final long BEAT_MILLIS = 300;

    private static final int TRIES = 600;
    private static final long TRY_MILLIS = 100;

    private final Simulation simulation;
    private final Predicate<String> askedAbout;
    private final Consumer<String> say;

    /** @param askedAbout whether the directory has answered about a DID */
    AttackStory(Simulation simulation, Predicate<String> askedAbout, Consumer<String> say) {
        this.simulation = simulation;
        this.askedAbout = askedAbout;
        this.say = say;
    }

    /**
     * Plays it to the subscriber that is, or soon will be, connected.
     *
     * @return how many frames were sent
     */
    long play() throws IOException, InterruptedException {
        await(
                "nobody subscribed to the simulated network",
                () -> simulation.relay().subscriptions() > 0);
        SimulatedNetwork network = simulation.network();

        say.accept("2. A made-up network: acme publishes two images, and others go about their business.");
        SimulatedAccount acme = network.account("acme");
        network.push(acme, "payments", "v1");
        network.push(acme, "payments", "v2");
        network.account("bystander");
        network.honest(20);
        // What a key signed that nobody had asked about before it was replaced would stay unproven.
        await(
                "nobody asked the directory about acme",
                () -> askedAbout.test(acme.did().value()));

        say.accept("3. acme changes its signing key, as it should, and publishes again.");
        network.rotateKey(acme);
        network.push(acme, "payments", "v3");

        say.accept("4. Somebody tries to publish in acme's name:");
        for (Misbehaviour attack : ATTACKS) {
            Thread.sleep(BEAT_MILLIS);
            say.accept("   - " + attack.sentence());
            network.misbehave(attack, acme);
        }
        Thread.sleep(BEAT_MILLIS);
        say.accept("   - " + Misbehaviour.RETIRED_KEY.sentence() + " (another publisher's)");
        network.misbehave(Misbehaviour.RETIRED_KEY);

        say.accept("5. acme publishes once more; its chain of proofs is unbroken.");
        network.push(acme, "payments", "v4");
        return network.log().after(0, Integer.MAX_VALUE).stream()
                .filter(SentFrame::isFrame)
                .count();
    }

    private static void await(String otherwise, BooleanSupplier condition) throws IOException, InterruptedException {
        for (int tries = 0; !condition.getAsBoolean(); tries++) {
            if (tries == TRIES) {
                throw new IOException(otherwise);
            }
            Thread.sleep(TRY_MILLIS);
        }
    }
}
