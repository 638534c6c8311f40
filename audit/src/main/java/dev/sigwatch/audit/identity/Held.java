package dev.sigwatch.audit.identity;

import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.atproto.syntax.Did;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the log that is held with one that is served. */
final class Held {
    private Held() {}

    /** The replay of the log that is held, to go on from. */
    static PlcHistory history(String did, List<KnownOperation> operations) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            places.putIfAbsent(operations.get(i).told().cid(), i);
        }
        List<PlcStep> steps = new ArrayList<>(operations.size());
        for (KnownOperation operation : operations) {
            JudgedOperation told = operation.told();
            steps.add(new PlcStep(
                    told.cid(),
                    told.prev().isEmpty() ? null : told.prev(),
                    told.type(),
                    told.acceptedAt(),
                    told.rotationKeys(),
                    told.signerIndex(),
                    told.signerKey(),
                    operation.isInForce(),
                    told.nullified() ? places.getOrDefault(told.nullifiedBy(), PlcStep.NONE) : PlcStep.NONE,
                    PlcFindings.ofSignature(told.findings())));
        }
        return PlcHistory.of(new Did(did), steps);
    }

    /** Whether all that is held is in the log, at the same places and times. */
    static boolean isExtension(List<KnownOperation> held, List<LoggedOperation> log) {
        return log.size() >= held.size() && common(held, log) == held.size();
    }

    /** Whether the log is a beginning of what is held. */
    static boolean isPrefix(List<KnownOperation> held, List<LoggedOperation> log) {
        return log.size() < held.size() && common(held, log) == log.size();
    }

    /** Whether an operation follows on one that is held, and came after all of them. */
    static boolean isNext(List<KnownOperation> held, LoggedOperation operation) {
        return !held.isEmpty()
                && operation.acceptedAt() > held.get(held.size() - 1).told().acceptedAt()
                && held.stream().anyMatch(other -> other.told().cid().equals(operation.prev()));
    }

    /** What is not as it was, in words. */
    static String difference(List<KnownOperation> held, List<LoggedOperation> log) {
        Map<String, Long> served = new HashMap<>();
        log.forEach(operation -> served.putIfAbsent(operation.cid(), operation.acceptedAt()));
        List<String> dropped = new ArrayList<>();
        List<String> altered = new ArrayList<>();
        for (KnownOperation operation : held) {
            Long acceptedAt = served.get(operation.told().cid());
            if (acceptedAt == null) {
                dropped.add(operation.told().cid());
            } else if (acceptedAt != operation.told().acceptedAt()) {
                altered.add(operation.told().cid());
            }
        }
        if (dropped.isEmpty() && altered.isEmpty()) {
            return "the same operations in another order, or others put between them";
        }
        return (dropped.isEmpty() ? "" : "dropped " + String.join(" ", dropped) + " ")
                + (altered.isEmpty() ? "" : "other times of " + String.join(" ", altered));
    }

    /** CIDs that only one of the two has. */
    static Set<String> only(Set<String> these, Set<String> others) {
        Set<String> only = new HashSet<>(these);
        only.removeAll(others);
        return only;
    }

    /** What is held, as JSON in the form of a log; operations that nothing can undo any more are named, not quoted. */
    static byte[] evidence(List<KnownOperation> held) {
        StringBuilder json = new StringBuilder("[");
        for (KnownOperation operation : held) {
            JudgedOperation told = operation.told();
            json.append(json.length() > 1 ? ",\n" : "")
                    .append("{\"cid\":\"")
                    .append(told.cid())
                    .append("\",\"accepted_at\":")
                    .append(told.acceptedAt())
                    .append(",\"first_seen_at\":")
                    .append(told.firstSeenAt())
                    .append(",\"nullified\":")
                    .append(told.nullified())
                    .append(",\"operation\":")
                    .append(told.body().length == 0 ? "null" : new String(told.body(), StandardCharsets.UTF_8))
                    .append('}');
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int common(List<KnownOperation> held, List<LoggedOperation> log) {
        int same = 0;
        while (same < Math.min(held.size(), log.size())
                && held.get(same).told().cid().equals(Rows.name(log.get(same)))
                && held.get(same).told().acceptedAt() == log.get(same).acceptedAt()) {
            same++;
        }
        return same;
    }
}
