package dev.sigwatch.simulator.life;

import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;

/** A story, step by step, on a virtual clock: two relays and a directory that is always there tell of it. */
public final class ScriptedLife {
    private final Agenda agenda;
    private final SimulatedNetwork network;
    private final Random random;
    private long end;

    /** @param seed of all keys, contents and choices */
    public ScriptedLife(long seed, Instant begins) {
        this.agenda = new Agenda(begins);
        this.random = new Random(seed);
        this.network = new SimulatedNetwork(random.nextLong(), agenda.clock(), 0);
        this.end = agenda.now();
    }

    /** Where it happens. */
    public SimulatedNetwork network() {
        return network;
    }

    /** Plans a step, so long after the one planned before. */
    public void then(Duration after, Runnable step) {
        end += after.toNanos() / 1_000;
        agenda.at(end, step);
    }

    /**
     * Plays it.
     *
     * @param arrangement given, before anything happens, what whoever looks on can do meanwhile
     * @param watch told everything
     */
    public void live(Consumer<Reception> arrangement, LifeWitness watch) {
        Relays relays = new Relays(agenda, network, random, watch);
        Resolving resolving = new Resolving(agenda, network, random, Outages.none(), watch);
        arrangement.accept(new Reception(agenda, resolving));
        agenda.run(() -> {
            relays.send();
            resolving.follow();
        });
    }
}
