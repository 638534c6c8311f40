package dev.sigwatch.simulator.life;

import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Many honest publishers, for as long as one likes: they push images and write posts, replace keys, move, take other names, take
 * breaks and give up. Two relays tell of it, each at its own pace, and repeat themselves when connections break; the directory is
 * down now and then. It all happens in the order of a virtual time, on the thread of the caller.
 */
public final class OrdinaryLife {
    private static final int PERCENT = 100;
    private static final int ROTATE = 8;
    private static final int MIGRATE = 3;
    private static final int RENAME = 5;
    private static final int PAUSE = 2;
    private static final int GIVE_UP = 1;
    private static final int LATER_COMMITS = 2;
    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;

    private final Random random;
    private final Agenda agenda;
    private final SimulatedNetwork network;
    private final int publishers;
    private final String name;
    private final long begins;
    private final long span;
    private final Outages outages;
    private int changes;

    /**
     * Plans a life.
     *
     * @param seed of all keys, contents, times and choices
     * @param name what handles of this life have in common, and no other's
     * @param span how long it takes; at least two days
     */
    public OrdinaryLife(long seed, String name, int publishers, Instant begins, Duration span) {
        this.random = new Random(seed);
        this.agenda = new Agenda(begins);
        this.network = new SimulatedNetwork(random.nextLong(), agenda.clock(), 0);
        this.publishers = publishers;
        this.name = name;
        this.begins = agenda.now();
        this.span = span.toNanos() / 1_000;
        this.outages = new Outages(this.begins, this.span);
    }

    /** Where it all happens, as it stands. */
    public SimulatedNetwork network() {
        return network;
    }

    /** How many identities have changed something, so far. */
    public int changes() {
        return changes;
    }

    /**
     * Lives it.
     *
     * @param arrangement given, before anything happens, what whoever looks on can do meanwhile
     * @param watch told everything
     */
    public void live(Consumer<Reception> arrangement, LifeWitness watch) {
        Relays relays = new Relays(agenda, network, random, watch);
        Resolving resolving = new Resolving(agenda, network, random, outages, watch);
        arrangement.accept(new Reception(agenda, resolving));
        for (int i = 0; i < publishers; i++) {
            String publisher = name + "-" + i;
            agenda.at(begins + below(24 * HOUR), () -> {
                SimulatedAccount account = network.account(publisher);
                network.push(account, "app", "v1");
                plan(account, relays, resolving);
                relays.send();
                resolving.follow();
            });
        }
        agenda.run();
    }

    private void plan(SimulatedAccount account, Relays relays, Resolving resolving) {
        Runnable after = () -> {
            relays.send();
            resolving.follow();
        };
        for (int i = 0; i < LATER_COMMITS; i++) {
            boolean pushes = random.nextInt(3) == 0;
            sometime(account, after, it -> {
                if (pushes) {
                    network.push(it, "app", "v2");
                } else {
                    network.post(it);
                }
            });
        }
        int fate = random.nextInt(PERCENT);
        if (fate < ROTATE) {
            change(account, after, network.life()::rotate);
        } else if (fate < ROTATE + MIGRATE) {
            change(account, after, network.life()::migrate);
        } else if (fate < ROTATE + MIGRATE + RENAME) {
            change(account, after, it -> network.life().changeHandle(it, "renamed-" + it.handle()));
        } else if (fate < ROTATE + MIGRATE + RENAME + PAUSE) {
            long pause = sometime(account, after, network::deactivate);
            agenda.at(pause + below(24 * HOUR), () -> {
                network.reactivate(account);
                after.run();
            });
        } else if (fate < ROTATE + MIGRATE + RENAME + PAUSE + GIVE_UP) {
            // When all else is done.
            agenda.at(outages.after(begins + span + below(HOUR)), () -> {
                network.life().tombstone(account);
                changes++;
                after.run();
            });
        }
    }

    /** Operations can only be handed in while the directory is there. */
    private void change(SimulatedAccount account, Runnable after, Consumer<SimulatedAccount> what) {
        agenda.at(outages.after(begins + 24 * HOUR + below(span - 24 * HOUR)), () -> {
            what.accept(account);
            changes++;
            after.run();
            agenda.at(agenda.now() + below(HOUR), () -> {
                network.post(account);
                after.run();
            });
        });
    }

    private long sometime(SimulatedAccount account, Runnable after, Consumer<SimulatedAccount> what) {
        long at = begins + 24 * HOUR + below(span - 24 * HOUR);
        agenda.at(at, () -> {
            what.accept(account);
            after.run();
        });
        return at;
    }

    private long below(long bound) {
        return (long) (random.nextDouble() * bound);
    }
}
