package dev.sigwatch.simulator;

import dev.sigwatch.simulator.network.FrameLog;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.simulator.server.SimulatedDirectory;
import dev.sigwatch.simulator.server.SimulatedPds;
import dev.sigwatch.simulator.server.SimulatedRelay;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** A network with its relay, directory and personal data server on free loopback ports: what most tests want. */
public final class Simulation implements AutoCloseable {
    private final SimulatedNetwork network;
    private final SimulatedRelay relay;
    private final SimulatedRelay mirror;
    private final SimulatedDirectory directory;
    private final SimulatedPds pds;
    private final SimulatedPds pdsApart;
    private final SimulatedPds elsewhere;
    private final SimulatedDirectory witness;

    private Simulation(SimulatedNetwork network, long window) throws IOException {
        this.network = network;
        this.pds = new SimulatedPds(network.hosting(), () -> position(network.log()), 0);
        this.pdsApart = new SimulatedPds(network.hosting(), () -> position(network.log()), 0);
        this.elsewhere = new SimulatedPds(network.hostingElsewhere(), () -> position(network.log()), 0);
        network.hostedAt(pds.uri(), pdsApart.uri());
        network.elsewhereAt(elsewhere.uri());
        this.witness = new SimulatedDirectory(network.witness(), 0);
        this.directory = new SimulatedDirectory(network.directory(), 0);
        this.relay = new SimulatedRelay(network.log(), network.index(), window, 0);
        this.mirror = new SimulatedRelay(network.mirror(), network.index(), window, 0);
    }

    /** Starts an empty network on the system's clock. */
    public static Simulation start(long seed) throws IOException {
        return start(new SimulatedNetwork(seed, Clock.systemUTC()), SimulatedRelay.UNBOUNDED);
    }

    /**
     * Starts serving a network.
     *
     * @param network without accounts, whose DID documents will name the server started here
     * @param window number of newest entries that a cursor can go back to, {@link SimulatedRelay#UNBOUNDED} for all
     */
    public static Simulation start(SimulatedNetwork network, long window) throws IOException {
        return new Simulation(network, window);
    }

    /** Exports keep step with what subscribers have been sent; while there is none, with what has happened. */
    private static long position(FrameLog log) {
        long delivered = log.delivered();
        return delivered < 0 ? log.size() : delivered;
    }

    public SimulatedNetwork network() {
        return network;
    }

    public SimulatedRelay relay() {
        return relay;
    }

    /** The relay's address, {@code ws://127.0.0.1:PORT}; HTTP is answered there too. */
    public URI relayUri() {
        return relay.uri();
    }

    /** The address of a second relay that shows the same, unless misbehaviour has it otherwise. */
    public URI mirrorUri() {
        return mirror.uri();
    }

    /** The PLC directory's origin, {@code http://127.0.0.1:PORT}. */
    public URI plcUri() {
        return directory.uri();
    }

    /** The PLC directory itself, to have it misbehave. */
    public SimulatedDirectory directory() {
        return directory;
    }

    /** The origin of a second PLC directory, which hears of everything. */
    public URI witnessUri() {
        return witness.uri();
    }

    /** The origin of the accounts' personal data server, {@code http://127.0.0.1:PORT}. */
    public URI pdsUri() {
        return pds.uri();
    }

    @Override
    public void close() {
        relay.close();
        mirror.close();
        directory.close();
        pds.close();
        pdsApart.close();
        elsewhere.close();
        witness.close();
    }
}
