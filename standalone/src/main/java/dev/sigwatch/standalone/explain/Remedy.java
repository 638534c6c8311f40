package dev.sigwatch.standalone.explain;

import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Until when operations of a directory's log can be undone, and by whom. */
public final class Remedy {
    private Remedy() {}

    /**
     * Lines about the operations an alert is about.
     *
     * @param cids of them
     * @param now microseconds since the epoch
     */
    public static List<String> of(@Nullable PlcHistory history, Set<String> cids, long now) {
        if (history == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        List<PlcStep> steps = history.steps();
        for (PlcStep step : steps) {
            if (cids.contains(step.cid()) && step.prev() != null && step.isInForce()) {
                lines.add("Operation " + step.cid() + " " + fate(step, steps, now));
            }
        }
        return lines;
    }

    private static String fate(PlcStep step, List<PlcStep> steps, long now) {
        if (step.isNullified()) {
            PlcStep by = steps.get(step.nullifiedBy());
            return "was undone at " + Times.utc(by.acceptedAt()) + " by " + by.cid()
                    + ": nothing is left to do in the directory.";
        }
        long until = step.acceptedAt() + PlcHistory.RECOVERY_WINDOW;
        if (step.signerIndex() == 0) {
            return "was signed by the account's strongest rotation key: nobody can undo it in the directory. If that key was stolen, "
                    + "the account cannot be had back, and its images must not be trusted any more.";
        }
        List<String> stronger = steps.stream()
                .filter(before -> before.cid().equals(step.prev()))
                .findFirst()
                .map(before -> before.rotationKeys()
                        .subList(
                                0,
                                Math.min(
                                        step.signerIndex(),
                                        before.rotationKeys().size())))
                .orElse(List.of());
        String who = "whoever holds "
                + (stronger.size() == 1 ? "the stronger rotation key " : "one of the stronger rotation keys ")
                + String.join(" ", stronger);
        return now > until
                ? "could be undone until " + Times.utc(until) + ", by " + who + ". That time is over."
                : "can be undone until " + Times.utc(until) + " (" + Times.left(until - now) + " left), by " + who
                        + ".";
    }
}
