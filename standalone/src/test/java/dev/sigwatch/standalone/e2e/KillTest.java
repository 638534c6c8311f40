package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle, twice: after a restart no frame is missing and none is there twice. */
class KillTest {
    private static final int COMMITS = 30_000;
    private static final Duration BOUND = Duration.ofMinutes(2);

    @Test
    void noFrameIsLostAndNoneComesTwice(@TempDir Path folder) throws Exception {
        try (Simulation simulation = Simulation.start(7)) {
            SimulatedNetwork network = simulation.network();
            network.populate(40, 50);
            network.honest(COMMITS);
            long frames = network.log().size();

            killWhenSome(simulation, folder, frames / 10);
            killWhenSome(simulation, folder, frames / 2);
            try (SigwatchProcess sigwatch = up(simulation, folder)) {
                sigwatch.awaitCount("SELECT count() FROM verdicts", frames, BOUND);
                assertThat(sigwatch.number("SELECT count() FROM verdicts")).isEqualTo(frames);
                assertThat(sigwatch.number("SELECT uniqExact(seq) FROM verdicts"))
                        .isEqualTo(frames);
                assertThat(sigwatch.number("SELECT countIf(verdict != 'VERIFIED') FROM verdicts"))
                        .isZero();
                sigwatch.awaitCount("SELECT min(balanced) FROM reconciliation", 1, Duration.ofSeconds(20));
                assertThat(sigwatch.stop()).as(sigwatch.output()).isZero();
            }
            SigwatchProcess.Finished reconciled = SigwatchProcess.run(folder.resolve("data"), "reconcile");
            assertThat(reconciled.exit()).as(reconciled.output()).isZero();
        }
    }

    private static void killWhenSome(Simulation simulation, Path folder, long rows) throws Exception {
        try (SigwatchProcess sigwatch = up(simulation, folder)) {
            sigwatch.awaitCount("SELECT count() FROM verdicts", rows, BOUND);
            sigwatch.kill();
        }
    }

    private static SigwatchProcess up(Simulation simulation, Path folder) throws Exception {
        return SigwatchProcess.up(
                folder.resolve("data"),
                "up",
                "--allow-local",
                "--relay",
                simulation.relayUri().toString(),
                "--plc",
                simulation.plcUri().toString(),
                "--scope",
                "all",
                "--cursor",
                "0",
                "--http-port",
                "0",
                "--clickhouse-port",
                "0");
    }
}
