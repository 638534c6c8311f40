package dev.sigwatch.standalone.feed;

import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.simulator.network.Takeover;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Two publishers' good days and one's bad day, on a simulated network: changes as they should be, a theft and its undoing, lies. */
final class DemoStory {
    private static final List<Misbehaviour> FORGERIES =
            List.of(Misbehaviour.WRONG_KEY, Misbehaviour.CAR_BLOCK_WRONG_HASH, Misbehaviour.MISSING_RECORD_BLOCK);

    /** Between two things that happen, so that a person can follow. */
    private static final long BEAT_MILLIS = 2_000;

    private static final int TRIES = 300;
    private static final long TRY_MILLIS = 100;

    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final DemoPolicy policy;
    private final DemoTrust trust;
    private final String kafka;
    private final Consumer<String> say;

    /** @param kafka bootstrap address */
    DemoStory(Simulation simulation, DemoPolicy policy, DemoTrust trust, String kafka, Consumer<String> say) {
        this.kafka = kafka;
        this.simulation = simulation;
        this.network = simulation.network();
        this.policy = policy;
        this.trust = trust;
        this.say = say;
    }

    /**
     * What somebody may want to look at afterwards.
     *
     * @param victim DID of the account that is taken over
     * @param poisoned digest of the image that the thief pushes in its name
     */
    record Crime(String victim, String poisoned) {}

    /**
     * Plays it to the subscriber that is, or soon will be, connected.
     *
     * @param crime told of the theft once it has happened
     * @return how many frames were sent
     */
    long play(Consumer<Crime> crime) throws IOException, InterruptedException {
        await(
                "nobody subscribed to the simulated network",
                () -> simulation.relay().subscriptions() > 0);
        say.accept("2. A made-up network: acme, initech and hooli publish images, and others go about their business.");
        SimulatedAccount acme = network.account("acme");
        SimulatedAccount initech = network.account("initech");
        SimulatedAccount hooli = network.account("hooli");
        SimulatedAccount umbrella = network.account("umbrella");
        network.account("bystander");
        trust.trust(
                kafka,
                List.of(
                        publisher("acme", acme, "payments"),
                        publisher("initech", initech, "printer"),
                        publisher("hooli", hooli, "search")));
        step("   A trust policy says whose images count: acme's as payments, initech's as printer, hooli's as search.");
        release(acme, "payments");
        release(initech, "printer");
        release(hooli, "search");
        network.publishing().signIn(umbrella);
        network.honest(20);
        for (SimulatedAccount account : List.of(acme, initech, hooli, umbrella)) {
            awaitLookup(account, 0);
        }

        honestDays(hooli, initech);
        badDay(acme, crime);
        lies(hooli);
        strangers(umbrella, acme);
        return network.log().after(0, Integer.MAX_VALUE).stream()
                .filter(SentFrame::isFrame)
                .count();
    }

    private void honestDays(SimulatedAccount hooli, SimulatedAccount initech) throws IOException, InterruptedException {
        step(
                "3. hooli announces that it will change its signing key, and does: that was expected, so nobody is told of it.");
        policy.expectKey(
                kafka, hooli.did().value(), network.life().prepareKey(hooli).toDidKey());
        // Policy counts from when it arrives: an announcement at the very moment of the change may come too late.
        Thread.sleep(BEAT_MILLIS);
        int asked = network.directory().requests(hooli.did());
        network.rotateKey(hooli);
        network.push(hooli, "search", "v3");
        awaitLookup(hooli, asked);
        say.accept(
                "   It releases search:stable for two architectures, and moves search:v2 to another storage service.");
        network.publishing().pushMultiArchitecture(hooli, "search", "stable");
        network.publishing().moveHold(hooli, "search", "v2");

        step(
                "4. initech moves to another server, as the rules have it: the old one lets go, the new one shows its key.");
        asked = network.directory().requests(initech.did());
        network.life().migrate(initech);
        network.push(initech, "printer", "v3");
        awaitLookup(initech, asked);
    }

    private void badDay(SimulatedAccount acme, Consumer<Crime> crime) throws IOException, InterruptedException {
        step(
                "5. Somebody has stolen the key with which acme's server controls the account: he replaces all keys and the"
                        + " server,");
        int asked = network.directory().requests(acme.did());
        Takeover theft = network.life().takeOverForAWhile(acme);
        theft.steal();
        say.accept(
                "   and pushes a poisoned image under the tag that everybody pulls, payments:v2. Its signature is valid.");
        network.push(acme, "payments", "v2");
        crime.accept(new Crime(acme.did().value(), network.publishing().digest(acme, "payments", "v2")));
        awaitLookup(acme, asked);

        step("6. acme's owner undoes it with the recovery key, which counts for more. What the thief signed is judged"
                + " again.");
        asked = network.directory().requests(acme.did());
        theft.recover();
        network.push(acme, "payments", "v3");
        awaitLookup(acme, asked);
    }

    private void lies(SimulatedAccount hooli) throws InterruptedException {
        step("7. hooli's host signs two different states as one and the same: each is valid, both cannot be true.");
        network.misbehave(Misbehaviour.EQUIVOCATION, hooli);
        step("8. It sends an old tag again, as if it were new.");
        network.misbehave(Misbehaviour.REPLAYED_TAG, hooli);
        step("9. It signs, each with a valid signature:");
        say.accept("   - search:stable pointing to the image before the last again,");
        network.publishing().moveBack(hooli, "search", "stable");
        say.accept("   - an image whose digest is not that of its bytes,");
        network.publishing().pushUnbound(hooli, "search");
        say.accept("   - other layers for the image search:v1, under the same digest.");
        network.publishing().rewrite(hooli, "search", "v1");
    }

    private void strangers(SimulatedAccount umbrella, SimulatedAccount acme) throws InterruptedException {
        step("10. umbrella, of whom nobody has heard, publishes its first image: payments, for which acme alone is"
                + " trusted.");
        network.push(umbrella, "payments", "v9");
        step("11. Somebody without any key tries to publish in acme's name:");
        for (Misbehaviour forgery : FORGERIES) {
            say.accept("   - " + forgery.sentence());
            network.misbehave(forgery, acme);
        }
        network.push(acme, "payments", "v4");
    }

    private static DemoTrust.Publisher publisher(String name, SimulatedAccount account, String repository) {
        return new DemoTrust.Publisher(name, account.did().value(), repository);
    }

    private void release(SimulatedAccount account, String repository) {
        for (String tag : List.of("v1", "v2", "stable")) {
            network.push(account, repository, tag);
        }
    }

    private void step(String line) throws InterruptedException {
        Thread.sleep(BEAT_MILLIS);
        say.accept(line);
    }

    /** What nobody saw when it was so, nobody can tell of. */
    private void awaitLookup(SimulatedAccount account, int askedBefore) throws IOException, InterruptedException {
        await(
                "nobody asked the directory about " + account.handle(),
                () -> network.directory().requests(account.did()) > askedBefore);
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
