package dev.sigwatch.simulator.life;

import dev.sigwatch.simulator.network.DirectoryAnswer;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is heard from the directory: its feed, and answers to questions. While it is down, questions are asked again. */
final class Resolving {
    private static final String DIRECTORY = "https://plc.example";
    private static final Pattern DID = Pattern.compile("\"did\":\"([^\"]+)\"");
    private static final long LEAST = 80_000;
    private static final long SPREAD = 500_000;
    private static final long FEED_SPREAD = 4_000_000;
    private static final long RETRY_SPREAD = 60_000_000;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final Agenda agenda;
    private final SimulatedNetwork network;
    private final Random random;
    private final Outages outages;
    private final LifeWitness watch;
    private final Set<String> asked = new HashSet<>();
    private long followed;
    private long feedAt;

    Resolving(Agenda agenda, SimulatedNetwork network, Random random, Outages outages, LifeWitness watch) {
        this.agenda = agenda;
        this.network = network;
        this.random = random;
        this.outages = outages;
        this.watch = watch;
    }

    /** Takes what is new in the feed, after a while. */
    void follow() {
        List<String> fresh = network.directory().feed().after(followed, Integer.MAX_VALUE);
        for (String line : fresh) {
            long seq = ++followed;
            feedAt = Math.max(feedAt + 1, outages.after(agenda.now() + LEAST + within(FEED_SPREAD)));
            agenda.at(feedAt, () -> {
                Matcher did = DID.matcher(line);
                if (did.find()) {
                    String source = DIRECTORY + "/export?after=" + (seq - 1);
                    watch.told(did.group(1), "plc-op", source, agenda.now(), line.getBytes(StandardCharsets.UTF_8));
                }
            });
        }
    }

    /** Asks about a DID, unless somebody is asking already. */
    void ask(String did) {
        if (asked.add(did)) {
            agenda.at(agenda.now() + LEAST + within(SPREAD), () -> answer(did));
        }
    }

    private void answer(String did) {
        long now = agenda.now();
        if (outages.isOut(now)) {
            watch.told(did, "unavailable", DIRECTORY + "/" + did, now, "503".getBytes(StandardCharsets.UTF_8));
            agenda.at(outages.after(now) + within(RETRY_SPREAD), () -> answer(did));
            return;
        }
        asked.remove(did);
        tell(did, "/" + did + "/log/audit", "plc-audit-log");
        tell(did, "/" + did, "did-document");
    }

    private void tell(String did, String path, String kind) {
        DirectoryAnswer answer = network.directory().get(path);
        String told =
                switch (answer.status()) {
                    case OK -> kind;
                    case NOT_FOUND, GONE -> "not-found";
                    default -> "unavailable";
                };
        watch.told(did, told, DIRECTORY + path, agenda.now(), answer.body());
    }

    private long within(long spread) {
        return (long) (random.nextDouble() * spread);
    }
}
