package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Software that is not ours, live: what the PDSes say they hold is what the tables say. */
class LiveReferenceNetworkTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void whatThePdsesHoldIsWhatTheTablesSay(@TempDir Path folder) throws Exception {
        try (ReferenceNetwork network = ReferenceNetwork.start();
                SigwatchProcess sigwatch = SigwatchProcess.up(
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
                        "0")) {
            JsonNode played = network.scenario();
            JsonNode push = network.push("last", "v1");
            sigwatch.awaitCount(
                    "SELECT count() FROM records WHERE collection = 'io.atcr.tag' AND tag = 'v1' AND did = '"
                            + push.path("did").asText() + "'",
                    1,
                    SOON);
            sigwatch.awaitCount("SELECT min(balanced) FROM reconciliation", 1, SOON);

            Map<String, Long> verdicts = new TreeMap<>();
            for (JsonNode row :
                    sigwatch.query("SELECT kind, verdict, count() AS n FROM verdicts GROUP BY kind, verdict")) {
                verdicts.put(
                        row.path("kind").asText() + " " + row.path("verdict").asText(),
                        row.path("n").asLong());
            }
            System.out.println("live reference network: " + verdicts);
            assertThat(
                            sigwatch.query(
                                    "SELECT host, seq, did, kind, verdict, findings, detail FROM verdicts "
                                            + "WHERE verdict IN ('VIOLATION', 'MALFORMED') OR (verdict = 'UNPROVEN' AND empty(findings))"))
                    .isEmpty();
            assertThat(verdicts.get("commit VERIFIED")).isGreaterThan(20);

            assertRecordsAgree(sigwatch, network.heads());
            assertRotationShows(sigwatch, played.path("rotated"));
        }
    }

    /** Every record a PDS holds is the latest row of its path; every path whose latest row is no delete is held. */
    private static void assertRecordsAgree(SigwatchProcess sigwatch, JsonNode heads) throws Exception {
        Map<String, String> held = new TreeMap<>();
        for (JsonNode account : heads) {
            for (JsonNode record : account.path("records")) {
                held.put(
                        account.path("did").asText() + "/"
                                + record.path("collection").asText() + "/"
                                + record.path("rkey").asText(),
                        record.path("cid").asText());
            }
        }
        Map<String, String> audited = new TreeMap<>();
        for (JsonNode row : sigwatch.query("SELECT did, collection, rkey, argMax(action, rev) AS last, "
                + "argMax(record_cid, rev) AS cid FROM records GROUP BY did, collection, rkey")) {
            String path = row.path("did").asText() + "/"
                    + row.path("collection").asText() + "/" + row.path("rkey").asText();
            if (!row.path("last").asText().equals("delete")) {
                audited.put(path, row.path("cid").asText());
            }
        }
        System.out.println("live reference network: " + held.size() + " records held");
        assertThat(held).hasSizeGreaterThan(40);
        assertThat(audited).containsAllEntriesOf(held);
    }

    private static void assertRotationShows(SigwatchProcess sigwatch, JsonNode rotated) throws Exception {
        Map<String, Long> byKey = new TreeMap<>();
        for (JsonNode row : sigwatch.query("SELECT key, count() AS n FROM verdicts WHERE kind = 'commit' AND did = '"
                + rotated.path("did").asText() + "' GROUP BY key")) {
            byKey.put(row.path("key").asText(), row.path("n").asLong());
        }
        assertThat(byKey).containsKey(rotated.path("newKey").asText());
    }
}
