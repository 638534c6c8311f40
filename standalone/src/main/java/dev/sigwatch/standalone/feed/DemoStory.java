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
    private final String kafka;
    private final Consumer<String> say;

    /** @param kafka bootstrap address */
    DemoStory(Simulation simulation, DemoPolicy policy, String kafka, Consumer<String> say) {
        this.kafka = kafka;
        this.simulation = simulation;
        this.network = simulation.network();
        this.policy = policy;
        this.say = say;
    }

    /**
     * Plays it to the subscriber that is, or soon will be, connected.
     *
     * @param victim told, before anything happens to it, the DID of the account that will be taken over
     * @return how many frames were sent
     */
    long play(Consumer<String> victim) throws IOException, InterruptedException {
        await(
                "nobody subscribed to the simulated network",
                () -> simulation.relay().subscriptions() > 0);
        say.accept("2. A made-up network: acme, initech and hooli publish images, and others go about their business.");
        SimulatedAccount acme = publisher("acme", "payments");
        SimulatedAccount initech = publisher("initech", "printer");
        SimulatedAccount hooli = publisher("hooli", "search");
        victim.accept(acme.did().value());
        network.account("bystander");
        network.honest(20);
        awaitLookup(acme, 0);
        awaitLookup(initech, 0);
        awaitLookup(hooli, 0);

        honestDays(hooli, initech);
        badDay(acme);
        lies(hooli, acme);
        return network.log().after(0, Integer.MAX_VALUE).stream()
                .filter(SentFrame::isFrame)
                .count();
    }

    private void honestDays(SimulatedAccount hooli, SimulatedAccount initech) throws IOException, InterruptedException {
        step(
                "3. hooli announces that it will change its signing key, and does: that was expected, so nobody is told of it.");
        policy.expectKey(
                kafka, hooli.did().value(), network.life().prepareKey(hooli).toDidKey());
        int asked = network.directory().requests(hooli.did());
        network.rotateKey(hooli);
        network.push(hooli, "search", "v3");
        awaitLookup(hooli, asked);

        step(
                "4. initech moves to another server, as the rules have it: the old one lets go, the new one shows its key.");
        asked = network.directory().requests(initech.did());
        network.life().migrate(initech);
        network.push(initech, "printer", "v3");
        awaitLookup(initech, asked);
    }

    private void badDay(SimulatedAccount acme) throws IOException, InterruptedException {
        step(
                "5. Somebody has stolen the key with which acme's server controls the account: he replaces all keys and the"
                        + " server,");
        int asked = network.directory().requests(acme.did());
        Takeover theft = network.life().takeOverForAWhile(acme);
        theft.steal();
        say.accept(
                "   and pushes a poisoned image under the tag that everybody pulls, payments:v2. Its signature is valid.");
        network.push(acme, "payments", "v2");
        awaitLookup(acme, asked);

        step("6. acme's owner undoes it with the recovery key, which counts for more. What the thief signed is judged"
                + " again.");
        asked = network.directory().requests(acme.did());
        theft.recover();
        network.push(acme, "payments", "v3");
        awaitLookup(acme, asked);
    }

    private void lies(SimulatedAccount hooli, SimulatedAccount acme) throws InterruptedException {
        step("7. hooli's host signs two different states as one and the same: each is valid, both cannot be true.");
        network.misbehave(Misbehaviour.EQUIVOCATION, hooli);
        step("8. It sends an old tag again, as if it were new.");
        network.misbehave(Misbehaviour.REPLAYED_TAG, hooli);
        step("9. Somebody without any key tries to publish in acme's name:");
        for (Misbehaviour forgery : FORGERIES) {
            say.accept("   - " + forgery.sentence());
            network.misbehave(forgery, acme);
        }
        network.push(acme, "payments", "v4");
    }

    private SimulatedAccount publisher(String name, String repository) {
        SimulatedAccount account = network.account(name);
        network.push(account, repository, "v1");
        network.push(account, repository, "v2");
        return account;
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
