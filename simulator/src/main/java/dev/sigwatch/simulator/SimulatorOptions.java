package dev.sigwatch.simulator;

import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator is asked to do.
 *
 * @param accounts accounts that exist before the stream begins
 * @param records records in each of their repositories, at least 1
 * @param commits honest commits made before serving begins
 * @param seed of everything drawn
 * @param rate entries released per second once a client has come, 0 to have all there from the start
 * @param quiet seconds of silence after the first client has come, with a rate only
 * @param p256Every every how manieth account signs with P-256, 0 for none
 * @param port of the relay, 0 for any
 * @param plcPort of the directory, 0 for any
 * @param pdsPort of the personal data server, 0 for any
 * @param misbehaviours strewn evenly among the commits
 * @param facts where to write what was sent and what must be concluded, one JSON object a line; null for nowhere
 */
public record SimulatorOptions(
        int accounts,
        int records,
        int commits,
        long seed,
        int rate,
        int quiet,
        int p256Every,
        int port,
        int plcPort,
        int pdsPort,
        List<Misbehaviour> misbehaviours,
        @Nullable Path facts) {

    /** What {@code --help} prints. */
    public static final String USAGE = """
            usage: simulator [--accounts N] [--records N] [--commits N] [--seed N] [--rate N [--quiet SECONDS]]
                             [--p256-every N] [--port N] [--plc-port N] [--pds-port N]
                             [--misbehave NAME... | all] [--facts FILE]
            Generates the traffic, prints one JSON line with the addresses, and serves until its input ends.
            --p256-every N has every Nth account sign with P-256 (default 3), 0 none.
            --rate N releases N frames a second after the first client has subscribed; without it, all are
            there from the start, so subscribe with cursor=0. --quiet SECONDS lets it begin so much later.
            Exports are served too, and keep step with what has been released.
            Stories of identities are misbehaviours, too: --misbehave takeover takeover-undone migration key-rotation
            and so on. The directory also serves its feed, at /export and as a stream at /export/stream.
            """;

    private static final int MAX_PORT = 65_535;

    /**
     * Reads command line arguments.
     *
     * @throws IllegalArgumentException with one line that names the option
     */
    public static SimulatorOptions parse(String... arguments) {
        int accounts = 10;
        int records = 100;
        int commits = 1_000;
        long seed = 1;
        int rate = 0;
        int quiet = 0;
        int p256Every = SimulatedNetwork.P256_EVERY;
        int port = 0;
        int plcPort = 0;
        int pdsPort = 0;
        List<Misbehaviour> misbehaviours = new ArrayList<>();
        Path facts = null;
        Iterator<String> left = Arrays.asList(arguments).iterator();
        String option = left.hasNext() ? left.next() : null;
        while (option != null) {
            String value = left.hasNext() ? left.next() : "";
            switch (option) {
                case "--accounts" -> accounts = number(option, value, 1, 100_000);
                case "--records" -> records = number(option, value, 1, 1_000_000);
                case "--commits" -> commits = number(option, value, 0, 10_000_000);
                case "--seed" -> seed = number(option, value, 0, Integer.MAX_VALUE);
                case "--rate" -> rate = number(option, value, 0, 1_000_000);
                case "--quiet" -> quiet = number(option, value, 0, 3_600);
                case "--p256-every" -> p256Every = number(option, value, 0, 1_000_000);
                case "--port" -> port = number(option, value, 0, MAX_PORT);
                case "--plc-port" -> plcPort = number(option, value, 0, MAX_PORT);
                case "--pds-port" -> pdsPort = number(option, value, 0, MAX_PORT);
                case "--facts" -> facts = Path.of(required(option, value));
                case "--misbehave" -> {
                    String name = required(option, value);
                    while (!name.isEmpty() && !name.startsWith("--")) {
                        misbehaviours.addAll(named(name));
                        name = left.hasNext() ? left.next() : "";
                    }
                    option = name.isEmpty() ? null : name;
                    continue;
                }
                default -> throw new IllegalArgumentException("unknown option " + option + "; try --help");
            }
            option = left.hasNext() ? left.next() : null;
        }
        return new SimulatorOptions(
                accounts,
                records,
                commits,
                seed,
                rate,
                quiet,
                p256Every,
                port,
                plcPort,
                pdsPort,
                List.copyOf(misbehaviours),
                facts);
    }

    private static List<Misbehaviour> named(String name) {
        if (name.equals("all")) {
            return List.of(Misbehaviour.values());
        }
        return List.of(Misbehaviour.ofWireName(name)
                .orElseThrow(() -> new IllegalArgumentException("--misbehave: no misbehaviour is called " + name
                        + "; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(Misbehaviour.values())
                                        .map(Misbehaviour::wireName)
                                        .toList()))));
    }

    private static String required(String option, String value) {
        if (value.isEmpty() || value.startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not '" + value + "'", e);
        }
        throw new IllegalArgumentException(option + " must be from " + least + " to " + most);
    }
}
