package dev.sigwatch.standalone.cli;

import dev.sigwatch.atproto.identity.LoggedOperation;
import dev.sigwatch.atproto.identity.PlcHistory;
import dev.sigwatch.atproto.identity.PlcProblem;
import dev.sigwatch.atproto.identity.PlcStep;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.identity.PlcFindings;
import dev.sigwatch.standalone.trust.IdentityLog;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The history of an identity in words, for somebody who knows nothing of ATProto. */
final class IdentityTimeline {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Some 285,000 years: more in microseconds does not fit a number. */
    private static final long MAX_SECONDS = 9_000_000_000_000L;

    private final IdentityLog log;
    private final PlcHistory history;

    IdentityTimeline(IdentityLog log) {
        this.log = log;
        this.history = log.history();
    }

    /** All of it, oldest first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int size = history.steps().size();
        lines.add(
                "Identity " + log.did() + ", " + size + (size == 1 ? " operation" : " operations") + ", oldest first.");
        lines.add(
                "Rotation keys control the identity: [0] is the strongest, and may undo for 72 hours what a weaker one signed.");
        for (int place = 0; place < size; place++) {
            lines.add("");
            operation(place, lines);
        }
        lines.add("");
        lines.add(conclusion());
        return printable(lines);
    }

    private void operation(int place, List<String> lines) {
        LoggedOperation operation = log.operations().get(place);
        PlcStep step = history.steps().get(place);
        String mark = step.isNullified() ? "  UNDONE" : step.isInForce() ? "" : "  BREAKS THE RULES";
        lines.add(time(step.acceptedAt()) + "  " + what(place) + mark);
        lines.add("    operation      " + operation.cid());
        if (!operation.isTombstone()) {
            changes(place, lines);
        }
        lines.add("    signed by      " + signer(place));
        lines.add("    ended          " + end(place));
        axes(place, lines);
        for (PlcProblem problem : step.problems()) {
            Finding finding = PlcFindings.of(problem);
            lines.add("    " + finding.code() + ": " + finding.code().sentence() + " (" + finding.detail() + ")");
        }
    }

    private String what(int place) {
        LoggedOperation operation = log.operations().get(place);
        if (operation.isTombstone()) {
            return "gives the identity up";
        }
        if (place == 0) {
            return "founds the identity";
        }
        boolean undoes = history.steps().stream().anyMatch(step -> step.nullifiedBy() == place);
        return undoes ? "recovers: undoes what came after operation " + operation.prev() : "changes the identity";
    }

    /** All of what the first one sets, and of every other what is not as it was. */
    private void changes(int place, List<String> lines) {
        LoggedOperation now = log.operations().get(place);
        LoggedOperation before = before(place);
        int same = lines.size();
        changed(lines, "signing key", before == null ? "" : before.signingKey(), now.signingKey());
        changed(lines, "server", before == null ? "" : before.pds(), now.pds());
        changed(lines, "handle", before == null ? "" : handles(before), handles(now));
        List<String> keys = now.content().rotationKeys();
        if (before == null || !before.content().rotationKeys().equals(keys)) {
            for (int i = 0; i < keys.size(); i++) {
                boolean isNew =
                        before != null && !before.content().rotationKeys().contains(keys.get(i));
                lines.add("    " + (i == 0 ? "rotation keys  " : "               ") + "[" + i + "] " + keys.get(i)
                        + (isNew ? "  (new)" : ""));
            }
            if (keys.isEmpty()) {
                lines.add("    rotation keys  none: nobody can change the identity any more");
            }
        }
        if (lines.size() == same) {
            lines.add("    changes        nothing of its keys, server and handle");
        }
    }

    private static void changed(List<String> lines, String name, String before, String now) {
        if (!before.equals(now)) {
            lines.add(String.format(Locale.ROOT, "    %-13s  %s", name, now.isEmpty() ? "none" : now)
                    + (before.isEmpty() ? "" : ", was " + before));
        }
    }

    /** What the directory served before. */
    private @Nullable LoggedOperation before(int place) {
        for (int i = place - 1; i >= 0; i--) {
            if (!log.operations().get(i).isTombstone()) {
                return log.operations().get(i);
            }
        }
        return null;
    }

    private String signer(int place) {
        PlcStep step = history.steps().get(place);
        if (step.signerIndex() == PlcStep.NONE) {
            return "none of the keys that could";
        }
        List<String> keys = place == 0 ? step.rotationKeys() : keysOf(step.prev());
        String strength = keys.size() == 1 ? ", the only one, " : step.signerIndex() == 0 ? ", the strongest, " : ", ";
        return "rotation key [" + step.signerIndex() + "] of " + keys.size() + strength + step.signerKey();
    }

    private List<String> keysOf(@Nullable String cid) {
        return history.steps().stream()
                .filter(step -> step.cid().equals(cid))
                .findFirst()
                .map(PlcStep::rotationKeys)
                .orElse(List.of());
    }

    private String end(int place) {
        PlcStep step = history.steps().get(place);
        if (step.isNullified()) {
            PlcStep by = Objects.requireNonNull(history.step(step.nullifiedBy()));
            return "undone " + time(by.acceptedAt()) + " by " + by.cid();
        }
        if (!step.isInForce()) {
            return "never was in force by the rules";
        }
        for (int next = place + 1; next < history.steps().size(); next++) {
            if (history.steps().get(next).isCanonical()) {
                return "replaced " + time(history.steps().get(next).acceptedAt());
            }
        }
        return step.isTombstone() ? "not: the identity is given up" : "not yet: it is in force";
    }

    /** Where what was served is not what counts now. */
    private void axes(int place, List<String> lines) {
        PlcStep step = history.steps().get(place);
        boolean isLast = place + 1 == history.steps().size();
        PlcStep next = isLast ? step : history.steps().get(place + 1);
        if (step.isNullified() || !step.isInForce()) {
            lines.add("    but served     "
                    + (isLast
                            ? "since then: the directory gives it out as the identity"
                            : "until " + time(next.acceptedAt()) + ": whoever asked in that time got it"));
        } else if (!isLast && !next.isCanonical()) {
            lines.add("    but served     only until " + time(next.acceptedAt())
                    + ": then the directory gave out another");
        }
    }

    private String conclusion() {
        if (!history.isValid()) {
            return "NOT VALID: the directory serves what breaks the rules of did:plc.";
        }
        return "VALID: every operation was signed by a key that could, and what is undone was undone in time.";
    }

    /** Both answers for one moment. */
    List<String> at(Instant moment) {
        long time = micros(moment);
        int served = history.asServedAt(time);
        int canonical = history.canonicalAt(time);
        List<String> lines = new ArrayList<>();
        lines.add("Identity " + log.did() + " at " + time(time) + ":");
        moment("as the directory served it then", served, lines);
        if (served == canonical) {
            lines.add("as the log has it now: the same");
        } else {
            moment("as the log has it now", canonical, lines);
        }
        if (!history.isValid()) {
            lines.add(conclusion());
        }
        return printable(lines);
    }

    private void moment(String axis, int place, List<String> lines) {
        if (place == PlcStep.NONE) {
            lines.add(axis + ": nothing yet");
            return;
        }
        LoggedOperation operation = log.operations().get(place);
        if (operation.isTombstone()) {
            lines.add(axis + ": given up");
        } else {
            String key = operation.signingKey();
            lines.add(axis + ": signing key " + (key.isEmpty() ? "none" : key));
        }
        lines.add("    set " + time(operation.acceptedAt()) + " by operation " + operation.cid());
        lines.add("    signed by " + signer(place));
        lines.add("    ended: " + end(place));
    }

    /** Logs quote what strangers chose, which is not to steer the terminal. */
    private static List<String> printable(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("\\p{C}", "?")).toList();
    }

    private static String handles(LoggedOperation operation) {
        return String.join(" ", operation.handles());
    }

    static long micros(Instant time) {
        long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, time.getEpochSecond()));
        return seconds * 1_000_000 + time.getNano() / 1_000;
    }

    private static String time(long micros) {
        return micros == LoggedOperation.NO_TIME
                ? "at no time"
                : TIME.format(Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000));
    }
}
