package dev.sigwatch.standalone.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcProblem;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kept log of a DID replayed anew, from the operations' own bytes.
 *
 * @param history null where there is no log, or too little of it
 * @param lines what came of it, for people
 */
public record LogCheck(@Nullable PlcHistory history, List<String> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Replays.
     *
     * @param operations in the directory's order
     */
    public static LogCheck of(String did, List<KeptOperation> operations, SignatureVerifier verifier) {
        if (operations.isEmpty()) {
            return new LogCheck(null, List.of());
        }
        try {
            List<LoggedOperation> log = new ArrayList<>();
            for (KeptOperation operation : operations) {
                log.add(LoggedOperation.ofExportLine(line(operation)));
            }
            if (log.get(0).prev() != null) {
                return new LogCheck(
                        null, List.of("Only a part of the account's log is kept here, so it cannot be replayed."));
            }
            PlcHistory history = PlcHistory.replay(Did.parse(did), log, verifier);
            return new LogCheck(history, lines(operations, history.steps()));
        } catch (MalformedException | JsonProcessingException e) {
            return new LogCheck(null, List.of("The kept log cannot be read again: " + e.getMessage()));
        }
    }

    /** Whether replaying gave what had been said when the alert was raised. */
    private static List<String> lines(List<KeptOperation> operations, List<PlcStep> steps) {
        List<String> lines = new ArrayList<>();
        int bad = 0;
        int other = 0;
        for (int i = 0; i < steps.size(); i++) {
            PlcStep step = steps.get(i);
            if (!step.isInForce()) {
                bad++;
                lines.add("NOT valid: " + step.cid() + ": " + problems(step));
            }
            boolean isSame = step.isNullified() == operations.get(i).nullified()
                    && step.signerIndex() == operations.get(i).signerIndex();
            other += isSame ? 0 : 1;
        }
        String count = steps.size() == 1 ? "The one operation" : "All " + steps.size() + " operations";
        if (bad == 0) {
            lines.add(
                    0,
                    count
                            + " of the account's log hash to their names, the first of them to the account's name, and each is "
                            + "signed by a key that could.");
        }
        lines.add(
                other == 0
                        ? "Who signed what, and what was undone, is as it was said when the alert was raised."
                        : other + " of them come out otherwise than when they were stored: more was known later.");
        return lines;
    }

    private static String problems(PlcStep step) {
        return String.join(
                "; ",
                step.problems().stream()
                        .filter(problem -> problem.kind().isFatal())
                        .map(PlcProblem::detail)
                        .toList());
    }

    private static byte[] line(KeptOperation operation) throws JsonProcessingException {
        ObjectNode line = JSON.createObjectNode()
                .put("did", operation.did())
                .put("cid", operation.cid())
                .put(
                        "createdAt",
                        Instant.EPOCH
                                .plus(operation.acceptedAt(), ChronoUnit.MICROS)
                                .toString());
        line.set("operation", JSON.readTree(new String(operation.body(), StandardCharsets.UTF_8)));
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }
}
