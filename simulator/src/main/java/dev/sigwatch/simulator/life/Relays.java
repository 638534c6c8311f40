package dev.sigwatch.simulator.life;

import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.util.List;
import java.util.Random;

/** Two relays that tell of everything, one soon and one later, each in order; connections break now and then. */
final class Relays {
    private static final int BREAKS_EVERY = 2_000;

    private final Agenda agenda;
    private final SimulatedNetwork network;
    private final Random random;
    private final LifeWitness watch;
    private final List<Line> lines =
            List.of(new Line("relay-one.example", 20_000, 300_000), new Line("relay-two.example", 50_000, 3_000_000));
    private long sent;

    /** A relay's connection, and how far it is. */
    private static final class Line {
        private final String host;
        private final long least;
        private final long spread;
        private long lastAt;
        private long previousSeq = -1;

        Line(String host, long least, long spread) {
            this.host = host;
            this.least = least;
            this.spread = spread;
        }
    }

    Relays(Agenda agenda, SimulatedNetwork network, Random random, LifeWitness watch) {
        this.agenda = agenda;
        this.network = network;
        this.random = random;
        this.watch = watch;
    }

    /** Sends what has happened since. */
    void send() {
        List<SentFrame> fresh = network.log().after(sent, Integer.MAX_VALUE);
        sent += fresh.size();
        for (SentFrame frame : fresh) {
            if (!frame.isFrame()) {
                continue;
            }
            for (Line line : lines) {
                line.lastAt = Math.max(
                        line.lastAt + 1, agenda.now() + line.least + (long) (random.nextDouble() * line.spread));
                agenda.at(line.lastAt, () -> deliver(line, frame));
            }
        }
    }

    private void deliver(Line line, SentFrame frame) {
        watch.frame(line.host, frame.seq(), line.previousSeq, agenda.now(), frame.bytes());
        line.previousSeq = frame.seq();
        if (random.nextInt(BREAKS_EVERY) == 0) {
            // The cursor had not been saved yet. Older frames that come again byte for byte do not get past ingest.
            watch.frame(line.host, frame.seq(), -1, agenda.now(), frame.bytes());
        }
    }
}
