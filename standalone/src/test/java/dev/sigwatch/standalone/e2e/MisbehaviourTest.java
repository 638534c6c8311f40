package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Severity;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.ExportExpectation;
import dev.sigwatch.simulator.network.Misbehaviour;
import dev.sigwatch.simulator.network.SentFrame;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.simulator.network.SimulatedNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every named misbehaviour, live, one after another: each frame gets its one row, verdict and finding, each bad export its row, and
 * nothing stops.
 */
class MisbehaviourTest {
    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final Duration EXPORT_BOUND = Duration.ofMinutes(1);
    private static final int POPULATED = 3;

    /** Findings about registry records that somebody should look at. */
    private static final Set<FindingCode> NOTABLE = notable();

    private final Map<Misbehaviour, SimulatedAccount> accounts = new EnumMap<>(Misbehaviour.class);

    @Test
    void everyMisbehaviourGetsItsVerdictAndFinding(@TempDir Path folder) throws Exception {
        try (Simulation simulation = Simulation.start(20_261_101)) {
            SimulatedNetwork network = simulation.network();
            network.populate(POPULATED, 20);
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
                    "--max-export-bytes",
                    "20000000",
                    "--http-port",
                    "0",
                    "--clickhouse-port",
                    "0")) {
                joinAccounts(network);
                // From now on no export is taken but for what an account does.
                sigwatch.awaitCount("SELECT uniqExact(did) FROM exports", POPULATED + accounts.size(), BOUND);
                misbehave(network);
                List<SentFrame> frames = network.log().after(0, Integer.MAX_VALUE).stream()
                        .filter(SentFrame::isFrame)
                        .toList();
                sigwatch.awaitCount("SELECT count() FROM verdicts", frames.size(), BOUND);
                awaitRevisions(sigwatch);
                assertThat(disagreements(frames, sigwatch)).isEmpty();
                assertThat(sigwatch.number("SELECT count() FROM verdicts")).isEqualTo(frames.size());
                assertExportsAreFoundOut(sigwatch);
                assertRecordsAreFoundOut(sigwatch);
                assertEvidenceIsKept(sigwatch);
                sigwatch.awaitCount("SELECT min(balanced) FROM reconciliation", 1, Duration.ofSeconds(20));
                System.out.println("misbehaviours: " + Misbehaviour.values().length + ", frames: " + frames.size());
            }
        }
    }

    /** Those who misbehave in the middle of an honest life begin it, with an image; with a past, where that is what it is about. */
    private void joinAccounts(SimulatedNetwork network) {
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            if (!misbehaviour.needsOwnAccount()) {
                SimulatedAccount account = misbehaviour.recordFindings().isEmpty()
                        ? network.account(misbehaviour.wireName())
                        : network.accountWithPast(misbehaviour.wireName());
                network.push(account, "app", "v1");
                accounts.put(misbehaviour, account);
            }
        }
    }

    private void misbehave(SimulatedNetwork network) {
        for (Misbehaviour misbehaviour : Misbehaviour.values()) {
            SimulatedAccount account = accounts.get(misbehaviour);
            if (account != null) {
                network.misbehave(misbehaviour, account);
            } else {
                int before = network.accounts().size();
                network.misbehave(misbehaviour);
                accounts.put(misbehaviour, network.accounts().get(before));
            }
            network.honest(3);
        }
    }

    /** What a thief signed is judged again once the owner is back. */
    private void awaitRevisions(SigwatchProcess sigwatch) throws Exception {
        String did = accounts.get(Misbehaviour.TAKEOVER_UNDONE).did().value();
        sigwatch.awaitCount(
                "SELECT count() FROM verdicts WHERE did = '" + did + "' AND has(findings, 'SIG_NULLIFIED_KEY')",
                2,
                EXPORT_BOUND);
    }

    private void assertExportsAreFoundOut(SigwatchProcess sigwatch) throws Exception {
        for (Map.Entry<Misbehaviour, SimulatedAccount> entry : accounts.entrySet()) {
            ExportExpectation expected = entry.getKey().expectedOfExport();
            String did = entry.getValue().did().value();
            if (expected.isSome()) {
                sigwatch.awaitCount(
                        "SELECT count() AS " + entry.getKey() + " FROM exports WHERE did = '" + did
                                + "' AND verdict = '" + expected.verdict() + "' AND has(findings, '"
                                + expected.finding() + "')",
                        1,
                        EXPORT_BOUND);
            }
            if (!expected.recordAction().isEmpty()) {
                assertThat(sigwatch.number("SELECT count() FROM records WHERE did = '" + did + "' AND action = '"
                                + expected.recordAction() + "' AND has(findings, '" + expected.finding() + "')"))
                        .as(entry.getKey().sentence())
                        .isEqualTo(1);
            }
        }
    }

    /** What is promised of an account's registry records is found in them, and nothing else that anybody need look at. */
    private void assertRecordsAreFoundOut(SigwatchProcess sigwatch) throws Exception {
        for (Map.Entry<Misbehaviour, SimulatedAccount> entry : accounts.entrySet()) {
            for (String finding : entry.getKey().recordFindings()) {
                sigwatch.awaitCount(
                        "SELECT count() AS " + entry.getKey() + " FROM records WHERE did = '"
                                + entry.getValue().did() + "' AND has(findings, '" + finding + "')",
                        1,
                        EXPORT_BOUND);
            }
        }
        Map<String, Set<FindingCode>> wanted = new TreeMap<>();
        accounts.forEach((misbehaviour, account) -> wanted.put(
                account.did().value(),
                misbehaviour.recordFindings().stream()
                        .map(FindingCode::valueOf)
                        .filter(NOTABLE::contains)
                        .collect(Collectors.toSet())));
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : sigwatch.query("SELECT did, groupUniqArrayArray(findings) AS found, "
                + "groupUniqArray(finding_details) AS details FROM records GROUP BY did")) {
            Set<FindingCode> found = EnumSet.noneOf(FindingCode.class);
            row.path("found").forEach(code -> found.add(FindingCode.valueOf(code.asText())));
            found.retainAll(NOTABLE);
            if (!found.equals(wanted.getOrDefault(row.path("did").asText(), Set.of()))) {
                wrong.add(misbehaviourOf(row.path("did").asText()) + " " + found + " " + row.path("details"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String misbehaviourOf(String did) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().did().value().equals(did))
                .map(entry -> entry.getKey().wireName())
                .findFirst()
                .orElse("honest");
    }

    private static Set<FindingCode> notable() {
        Set<FindingCode> codes = EnumSet.range(FindingCode.TYPE_MISMATCH, FindingCode.HOLD_FIRST_SEEN);
        codes.add(FindingCode.RECORD_CBOR);
        codes.add(FindingCode.RECORD_DATA_MODEL);
        codes.removeIf(code -> code.severity() == Severity.INFO);
        return codes;
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
