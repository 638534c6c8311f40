package dev.sigwatch.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.simulator.network.FrameLog;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.simulator.server.SimulatedDirectory;
import dev.sigwatch.simulator.server.SimulatedPds;
import dev.sigwatch.simulator.server.SimulatedRelay;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** The simulator as a process: generates, prints where it serves, serves until its input ends. */
public final class SimulatorMain {
    private static final int USAGE_ERROR = 64;
    private static final long PACE_MILLIS = 10;

    private SimulatorMain() {}

    /** Runs the simulator; see {@link SimulatorOptions#USAGE}. */
    public static void main(String[] arguments) throws IOException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(SimulatorOptions.USAGE);
            return;
        }
        SimulatorOptions options;
        try {
            options = SimulatorOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("simulator: " + e.getMessage());
            System.exit(USAGE_ERROR);
            return;
        }
        run(options, System.in, System.out);
    }

    /**
     * Generates, prints one JSON line and serves.
     *
     * @param until serving ends when this does
     * @throws IOException if a port cannot be had or the facts cannot be written
     */
    public static void run(SimulatorOptions options, InputStream until, PrintStream out) throws IOException {
        SimulatedNetwork network = new SimulatedNetwork(options.seed(), Clock.systemUTC(), options.p256Every());
        FrameLog served = options.rate() == 0 ? network.log() : new FrameLog();
        // Exports keep step with the stream: all there is may have been made long before it is sent.
        LongSupplier position = () -> Math.max(0, served.delivered());
        try (SimulatedPds pds = new SimulatedPds(network.hosting(), position, options.pdsPort());
                SimulatedPds apart = new SimulatedPds(network.hosting(), position, 0);
                SimulatedPds elsewhere = new SimulatedPds(network.hostingElsewhere(), position, 0)) {
            network.hostedAt(pds.uri(), apart.uri());
            network.elsewhereAt(elsewhere.uri());
            network.populate(options.accounts(), options.records());
            long began = System.nanoTime();
            generate(network, options);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (options.facts() != null) {
                writeFacts(network.log(), options.facts());
            }
            long rate = Math.round(network.log().size() / seconds);
            serve(network, served, pds, options, rate, until, out);
        }
    }

    private static void serve(
            SimulatedNetwork network,
            FrameLog served,
            SimulatedPds pds,
            SimulatorOptions options,
            long generated,
            InputStream until,
            PrintStream out)
            throws IOException {
        try (SimulatedDirectory directory = new SimulatedDirectory(network.directory(), options.plcPort());
                SimulatedRelay relay =
                        new SimulatedRelay(served, network.index(), SimulatedRelay.UNBOUNDED, options.port())) {
            out.println(JsonNodeFactory.instance
                    .objectNode()
                    .put("relay", relay.uri().toString())
                    .put("plc", directory.uri().toString())
                    .put("pds", pds.uri().toString())
                    .put("seed", options.seed())
                    .put("accounts", options.accounts())
                    .put("frames", network.log().size())
                    .put("frames_per_second_generated", generated));
            out.flush();
            if (options.rate() > 0) {
                Thread pace = new Thread(() -> release(network.log(), served, relay, options), "simulator-pace");
                pace.setDaemon(true);
                pace.start();
            }
            until.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void generate(SimulatedNetwork network, SimulatorOptions options) {
        List<Misbehaviour> misbehaviours = options.misbehaviours();
        int parts = misbehaviours.size() + 1;
        for (int i = 0; i < parts; i++) {
            network.honest((int) ((long) options.commits() * (i + 1) / parts - (long) options.commits() * i / parts));
            if (i < misbehaviours.size()) {
                network.misbehave(misbehaviours.get(i));
            }
        }
    }

    private static void release(FrameLog from, FrameLog to, SimulatedRelay relay, SimulatorOptions options) {
        try {
            while (relay.subscriptions() == 0) {
                Thread.sleep(PACE_MILLIS);
            }
            Thread.sleep(options.quiet() * 1_000L);
            long began = System.nanoTime();
            while (to.size() < from.size()) {
                long due = (long) ((System.nanoTime() - began) / 1e9 * options.rate()) - to.size();
                from.after(to.size(), (int) Math.max(0, Math.min(due, from.size())))
                        .forEach(to::append);
                Thread.sleep(PACE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void writeFacts(FrameLog log, Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (SentFrame sent : log.after(0, Integer.MAX_VALUE)) {
                ObjectNode facts = JsonNodeFactory.instance
                        .objectNode()
                        .put("position", sent.position())
                        .put("seq", sent.seq())
                        .put("did", sent.did())
                        .put("rev", sent.rev())
                        .put("verdict", sent.expected().verdict());
                ArrayNode findings = facts.putArray("findings");
                sent.expected().findings().forEach(findings::add);
                Misbehaviour cause = sent.cause();
                if (cause != null) {
                    facts.put("misbehaviour", cause.wireName());
                    if (cause.expectedOfExport().isSome()) {
                        facts.put("export_finding", cause.expectedOfExport().finding());
                    }
                }
                writer.write(facts.toString());
                writer.newLine();
            }
        }
    }
}
