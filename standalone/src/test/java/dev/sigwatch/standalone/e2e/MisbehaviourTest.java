package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every named misbehaviour, live, one after another: each frame gets its one row, verdict and finding, and nothing stops. */
class MisbehaviourTest {
    private static final Duration BOUND = Duration.ofMinutes(4);

    @Test
    void everyMisbehaviourGetsItsVerdictAndFinding(@TempDir Path folder) throws Exception {
        try (Simulation simulation = Simulation.start(20_261_101)) {
            SimulatedNetwork network = simulation.network();
            network.populate(3, 20);
            for (Misbehaviour misbehaviour : Misbehaviour.values()) {
                network.misbehave(misbehaviour);
                network.honest(3);
            }
            List<SentFrame> frames = network.log().after(0, Integer.MAX_VALUE).stream()
                    .filter(SentFrame::isFrame)
                    .toList();
            try (SigwatchProcess sigwatch = SigwatchProcess.up(
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
                    "--hold-timeout",
                    "30s",
                    "--http-port",
                    "0",
                    "--clickhouse-port",
                    "0")) {
                sigwatch.awaitCount("SELECT count() FROM verdicts", frames.size(), BOUND);
                assertThat(disagreements(frames, sigwatch)).isEmpty();
                assertThat(sigwatch.number("SELECT count() FROM verdicts")).isEqualTo(frames.size());
                assertEvidenceIsKept(sigwatch);
                sigwatch.awaitCount("SELECT min(balanced) FROM reconciliation", 1, Duration.ofSeconds(20));
                System.out.println("misbehaviours: " + Misbehaviour.values().length + ", frames: " + frames.size());
            }
        }
    }

    private static List<String> disagreements(List<SentFrame> frames, SigwatchProcess sigwatch) throws Exception {
        Map<String, List<JsonNode>> rows = new TreeMap<>();
        for (JsonNode row : sigwatch.query(
                "SELECT seq, did, rev, verdict, findings, detail FROM verdicts ORDER BY frame_partition, frame_offset")) {
            rows.computeIfAbsent(
                            row.path("seq").asLong() + " " + row.path("did").asText(), key -> new ArrayList<>())
                    .add(row);
        }
        List<String> wrong = new ArrayList<>();
        for (SentFrame frame : frames) {
            List<JsonNode> candidates = rows.getOrDefault(frame.seq() + " " + frame.did(), List.of());
            JsonNode match = candidates.stream()
                    .filter(row -> agrees(row, frame))
                    .findFirst()
                    .orElse(null);
            if (match == null) {
                wrong.add((frame.cause() == null ? "honest" : frame.cause().wireName()) + " " + frame.position()
                        + " wants " + frame.expected() + ", has " + candidates);
            } else {
                candidates.remove(match);
            }
        }
        return wrong;
    }

    private static boolean agrees(JsonNode row, SentFrame frame) {
        List<String> findings = new ArrayList<>();
        row.path("findings").forEach(finding -> findings.add(finding.asText()));
        return row.path("verdict").asText().equals(frame.expected().verdict())
                && findings.containsAll(frame.expected().findings());
    }

    private static void assertEvidenceIsKept(SigwatchProcess sigwatch) throws Exception {
        assertThat(sigwatch.query("SELECT host, seq, verdict, findings FROM verdicts "
                        + "WHERE verdict NOT IN ('VERIFIED', 'NOTICE') "
                        + "AND concat(host, '/', toString(frame_partition), '/', toString(frame_offset)) NOT IN "
                        + "(SELECT extract(evidence_id, '^(.*)/[^/]+$') FROM evidence)"))
                .isEmpty();
    }
}
