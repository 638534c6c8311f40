package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two relays that show different commits of one revision: whoever reads both catches the account's host lying. */
class SplitViewTest {
    private static final Duration BOUND = Duration.ofMinutes(1);

    @Test
    void secondOfTwoCommitsOfOneRevisionIsAnEquivocation(@TempDir Path folder) throws Exception {
        try (Simulation simulation = Simulation.start(29)) {
            SimulatedNetwork network = simulation.network();
            SimulatedAccount account = network.account("two-faced");
            network.push(account, "app", "v1");
            SentFrame split = network.misbehave(Misbehaviour.SPLIT_VIEW, account);
            try (SigwatchProcess sigwatch = SigwatchProcess.up(
                    folder.resolve("data"),
                    "up",
                    "--allow-local",
                    "--relay",
                    simulation.relayUri().toString(),
                    "--relay",
                    simulation.mirrorUri().toString(),
                    "--plc",
                    simulation.plcUri().toString(),
                    "--scope",
                    "all",
                    "--cursor",
                    "0",
                    "--http-port",
                    "0",
                    "--clickhouse-port",
                    "0")) {
                sigwatch.awaitCount(
                        "SELECT count() FROM verdicts", 2L * network.log().size(), BOUND);
                assertThat(sigwatch.query(
                                "SELECT verdict, has(findings, 'EQUIVOCATION_SAME_REV') AS caught FROM verdicts "
                                        + "WHERE rev = '" + split.rev() + "' ORDER BY verdict"))
                        .extracting(JsonNode::toString)
                        .containsExactly(
                                "{\"verdict\":\"VERIFIED\",\"caught\":0}", "{\"verdict\":\"VIOLATION\",\"caught\":1}");
                assertThat(sigwatch.number("SELECT countIf(verdict NOT IN ('VERIFIED', 'NOTICE')) FROM verdicts"))
                        .isEqualTo(1);
            }
        }
    }
}
