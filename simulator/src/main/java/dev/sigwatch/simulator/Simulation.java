package dev.sigwatch.simulator;

import dev.sigwatch.simulator.network.SimulatedNetwork;
import dev.sigwatch.simulator.server.SimulatedDirectory;
import dev.sigwatch.simulator.server.SimulatedRelay;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** A network with its relay and directory on free loopback ports: what most tests want. */
public final class Simulation implements AutoCloseable {
    private final SimulatedNetwork network;
    private final SimulatedRelay relay;
    private final SimulatedDirectory directory;

    private Simulation(SimulatedNetwork network, SimulatedRelay relay, SimulatedDirectory directory) {
        this.network = network;
        this.relay = relay;
        this.directory = directory;
    }

    /** Starts an empty network on the system's clock. */
    public static Simulation start(long seed) throws IOException {
        return start(new SimulatedNetwork(seed, Clock.systemUTC()), SimulatedRelay.UNBOUNDED);
    }

    /**
     * Starts serving a network.
     *
     * @param window number of newest entries that a cursor can go back to, {@link SimulatedRelay#UNBOUNDED} for all
     */
    public static Simulation start(SimulatedNetwork network, long window) throws IOException {
        SimulatedDirectory directory = new SimulatedDirectory(network.directory(), 0);
        return new Simulation(network, new SimulatedRelay(network.log(), network.index(), window, 0), directory);
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

    /** The PLC directory's origin, {@code http://127.0.0.1:PORT}. */
    public URI plcUri() {
        return directory.uri();
    }

    @Override
    public void close() {
        relay.close();
        directory.close();
    }
}
