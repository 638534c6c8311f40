package dev.sigwatch.atproto.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.Vectors;
import dev.sigwatch.atproto.identity.PlcProblem.Kind;
import dev.sigwatch.atproto.syntax.Did;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published logs give the verdicts their publishers say. */
class PlcVectorsTest {
    private static final Map<String, Set<Kind>> INVALID = Map.of(
            "log_invalid_nullification_reused_key.json", Set.of(Kind.SIG_INVALID, Kind.SOFT_LIMIT),
            "log_invalid_update_tombstoned.json", Set.of(Kind.AFTER_TOMBSTONE),
            "log_invalid_sig_b64_newline.json", Set.of(Kind.SIG_ENCODING),
            "log_invalid_sig_b64_padding_chars.json", Set.of(Kind.SIG_ENCODING),
            "log_invalid_sig_der.json", Set.of(Kind.SIG_ENCODING),
            "log_invalid_sig_k256_high_s.json", Set.of(Kind.SIG_INVALID, Kind.SIG_ENCODING));

    private static final Map<String, Set<Kind>> REMARKED = Map.of(
            "log_duplicate_rotation_keys.json", Set.of(Kind.SOFT_LIMIT),
            "log_empty_rotation_keys.json", Set.of(Kind.SOFT_LIMIT),
            "log_nullification.json", Set.of(Kind.SOFT_LIMIT));

    @Test
    void validLogsAreValid() {
        int logs = 0;
        for (Path file : Vectors.list("plc/audit_log/valid")) {
            PlcHistory history = replay("valid/" + file.getFileName());

            assertThat(kinds(history))
                    .as(file.toString())
                    .isEqualTo(REMARKED.getOrDefault(file.getFileName().toString(), Set.of()));
            assertThat(history.isValid()).isTrue();
            assertThat(history.head()).isEqualTo(history.steps().size() - 1);
            assertThat(history.steps()).allMatch(step -> step.signerIndex() >= 0);
            logs++;
        }
        Vectors.report("valid PLC logs", logs, 7);
    }

    @Test
    void invalidLogsBreakTheRuleTheyAreNamedAfter() {
        int logs = 0;
        for (Path file : Vectors.list("plc/audit_log/invalid")) {
            PlcHistory history = replay("invalid/" + file.getFileName());

            assertThat(kinds(history))
                    .as(file.toString())
                    .isEqualTo(INVALID.get(file.getFileName().toString()));
            assertThat(history.isValid()).isFalse();
            assertThat(history.head())
                    .as("what breaks a rule is never head")
                    .isNotEqualTo(history.steps().size() - 1);
            logs++;
        }
        Vectors.report("invalid PLC logs", logs, 6);
    }

    @Test
    void nullificationsAreFound() {
        PlcHistory history = replay("valid/log_nullification_at_exactly_72h.json");

        assertThat(history.steps()).extracting(PlcStep::nullifiedBy).containsExactly(-1, -1, 3, -1);
        assertThat(history.steps().get(3).acceptedAt() - history.steps().get(2).acceptedAt())
                .isEqualTo(PlcHistory.RECOVERY_WINDOW);
    }

    @Test
    void knownBadOperationsAreInNoValidLog() {
        Set<String> bad = new HashSet<>();
        for (String list : List.of("known_bad_cids.json", "known_bad_dids.json")) {
            for (JsonNode name : Vectors.json("plc/go-didplc/" + list)) {
                bad.add(name.textValue());
            }
        }
        Vectors.report("known bad names", bad.size(), 6_027 + 6_024);
        for (Path file : Vectors.list("plc/audit_log/valid")) {
            PlcHistory history = replay("valid/" + file.getFileName());
            assertThat(bad).doesNotContain(history.did().value());
            assertThat(history.steps()).noneMatch(step -> bad.contains(step.cid()));
        }
        assertThat(bad).filteredOn(name -> name.startsWith("did:")).allMatch(name -> new Did(name).isPlc());
    }

    /** Operations that exploited lax checks in 2023 have the form of ones, and follow on logs that we do not have. */
    @Test
    void operationsRemovedFromTheDirectoryAreRead() {
        int read = 0;
        for (String line : Vectors.lines("plc/removed/invalidated-op-log.txt")) {
            int from = line.indexOf('{');
            // One line of the published list is not JSON.
            read += from >= 0 && isRead(line.substring(from).strip()) ? 1 : 0;
        }
        Vectors.report("removed operations", read, 21);
    }

    private static boolean isRead(String operation) {
        LoggedOperation read;
        try {
            read = LoggedOperation.ofExportLine(
                    ("{\"operation\":" + operation + ",\"createdAt\":\"2023-06-01T00:00:00Z\"}").getBytes(UTF_8));
        } catch (MalformedException notJson) {
            return false;
        }
        assertThat(read.cid()).startsWith("bafyrei");
        assertThat(read.problems()).extracting(PlcProblem::kind).doesNotContain(Kind.FIELDS);
        return true;
    }

    private static PlcHistory replay(String name) {
        List<LoggedOperation> log = LoggedOperation.ofAuditLog(Vectors.bytes("plc/audit_log/" + name));
        return PlcHistory.replay(new Did(log.get(0).did()), log, PlcLogBuilder.VERIFIER);
    }

    private static Set<Kind> kinds(PlcHistory history) {
        return history.steps().stream()
                .flatMap(step -> step.problems().stream())
                .map(PlcProblem::kind)
                .collect(Collectors.toSet());
    }
}
