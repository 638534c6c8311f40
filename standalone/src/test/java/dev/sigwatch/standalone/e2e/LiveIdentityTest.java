package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identities of software that is not ours: honest changes are noticed and wake nobody, a stolen key is one takeover. */
class LiveIdentityTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<String> CHANGES =
            List.of("KEY_ROTATED", "ROTATION_KEYS_CHANGED", "PDS_MOVED", "HANDLE_CHANGED", "PLC_TOMBSTONE");
    private static final String NOTICED =
            "SELECT DISTINCT did, arrayJoin(findings) AS finding FROM identity_operation_rows WHERE finding IN ('"
                    + String.join("', '", CHANGES) + "') ORDER BY did, finding";

    @Test
    void honestChangesWakeNobodyAndForeignKeyIsOneTakeover(@TempDir Path folder) throws Exception {
        try (ReferenceNetwork network = ReferenceNetwork.start();
                SigwatchProcess sigwatch = up(folder, network)) {
            JsonNode played = network.scenario();
            Set<String> expected = expectedChanges(played);
            sigwatch.await(NOTICED, SOON, rows -> lines(rows).equals(expected));
            sigwatch.awaitCount("SELECT min(balanced) FROM reconciliation", 1, SOON);
            assertThat(sigwatch.query("SELECT rule, did, status, details FROM alerts WHERE severity = 'P1'"))
                    .isEmpty();
            assertThat(sigwatch.query("SELECT host, seq, did, findings FROM verdicts WHERE verdict = 'VIOLATION'"))
                    .isEmpty();
            assertThat(sigwatch.query("SELECT did, findings FROM identity_operations WHERE NOT valid"))
                    .isEmpty();

            JsonNode theft = network.takeover();
            String did = theft.path("did").asText();
            sigwatch.awaitCount("SELECT count() FROM alerts WHERE rule = 'K3' AND did = '" + did + "'", 1, SOON);
            // The image is a part of the story that comes last.
            sigwatch.awaitCount(
                    "SELECT count() FROM records WHERE digest = '"
                            + theft.path("poisoned").path("digest").asText() + "' AND verdict = 'VERIFIED'",
                    1,
                    SOON);
            List<JsonNode> woken = sigwatch.query(
                    "SELECT rule, severity, did, title, sentence, occurrences FROM alerts WHERE severity = 'P1'");
            System.out.println("live takeover: " + woken);
            assertThat(woken)
                    .filteredOn(row -> row.path("rule").asText().equals("K3"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.path("did").asText()).isEqualTo(did));
            assertThat(woken)
                    .allSatisfy(row -> assertThat(row.path("did").asText()).isEqualTo(did));
        }
    }

    private static SigwatchProcess up(Path folder, ReferenceNetwork network) throws Exception {
        return SigwatchProcess.up(
                folder.resolve("data"),
                "up",
                "--allow-local",
                "--relay",
                network.pds(0),
                "--relay",
                network.pds(1),
                "--plc",
                network.plc(),
                "--http-port",
                "0",
                "--clickhouse-port",
                "0");
    }

    /** What the story says it did, and nothing else. */
    private static Set<String> expectedChanges(JsonNode played) {
        Set<String> expected = new TreeSet<>();
        expected.add(played.path("rotated").path("did").asText() + " KEY_ROTATED");
        expected.add(played.path("handleChanged").path("did").asText() + " HANDLE_CHANGED");
        expected.add(played.path("deleted").path("did").asText() + " PLC_TOMBSTONE");
        String migrated = played.path("migrated").path("did").asText();
        for (String change : CHANGES.subList(0, 4)) {
            expected.add(migrated + " " + change);
        }
        return expected;
    }

    private static Set<String> lines(List<JsonNode> rows) {
        Set<String> lines = new TreeSet<>();
        rows.forEach(row ->
                lines.add(row.path("did").asText() + " " + row.path("finding").asText()));
        return lines;
    }
}
