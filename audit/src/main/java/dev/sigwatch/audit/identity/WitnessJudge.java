package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.identity.Doubts.Advice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares what another directory tells with the log that is held. Which directory's log is held, the first one that was seen of
 * the DID decides: it is compared with, not believed more.
 */
final class WitnessJudge {
    private static final String ABOUT = "witness";

    private WitnessJudge() {}

    static void log(Draft draft, List<LoggedOperation> log) {
        Set<String> held = new LinkedHashSet<>();
        draft.operations.forEach(operation -> held.add(operation.told().cid()));
        Set<String> served = new LinkedHashSet<>();
        log.forEach(operation -> served.add(Rows.name(operation)));
        Set<String> missing = Held.only(held, served);
        Set<String> extra = Held.only(served, held);
        if (missing.isEmpty() && extra.isEmpty()) {
            Doubts.settle(draft, ABOUT);
            return;
        }
        boolean isLate = draft.seen.observedAt() < draft.logObservedAt - Doubts.LAG_MICROS;
        if (isLate) {
            // An old answer: what it lacks may have come since.
            return;
        }
        boolean isOld = draft.operations.stream()
                        .map(KnownOperation::told)
                        .anyMatch(row -> missing.contains(row.cid())
                                && draft.seen.observedAt() - row.acceptedAt() > Doubts.LAG_MICROS)
                || log.stream()
                        .anyMatch(operation -> extra.contains(Rows.name(operation))
                                && draft.logObservedAt - operation.acceptedAt() > Doubts.LAG_MICROS);
        Advice advice = Doubts.raise(draft, ABOUT, "", isOld ? 0 : Doubts.LAG_MICROS);
        if (advice == Advice.ASK) {
            draft.ask(draft.seen.observedAt() + Doubts.LAG_MICROS);
        } else if (advice == Advice.TELL) {
            draft.contradict(
                    FindingCode.PLC_DIRECTORIES_DISAGREE.found(draft.source() + " "
                            + (missing.isEmpty() ? "" : "lacks " + String.join(" ", missing) + " ")
                            + (extra.isEmpty() ? "" : "has besides " + String.join(" ", extra) + " ")
                            + "compared with " + draft.directory),
                    Held.evidence(draft.operations),
                    draft.seen.body());
        }
    }
}
