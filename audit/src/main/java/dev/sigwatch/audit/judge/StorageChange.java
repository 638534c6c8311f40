package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operation on a storage service's own records means against the record before. */
final class StorageChange {
    /** What lets somebody write, or let others write. */
    private static final Set<String> POWERS = Set.of("blob:write", "crew:admin");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private StorageChange() {}

    /** A member that may write now and could not before; of one whose past is not known, only its creation tells. */
    static List<Finding> ofCrew(RecordChange change) {
        KnownRecord before = change.before();
        boolean isKnown = before == null ? change.record().action().equals(RecordLedger.CREATE) : !before.disowned();
        if (change.after() == null || !isKnown) {
            return List.of();
        }
        Set<String> gained = powers(change.record().registry().mark());
        gained.removeAll(powers(before == null ? "" : before.mark()));
        return gained.isEmpty()
                ? List.of()
                : List.of(FindingCode.CREW_ESCALATION.found("gained " + String.join(", ", gained)));
    }

    /** Another owner, or another openness. */
    static List<Finding> ofCaptain(RecordChange change) {
        KnownRecord before = change.ownBefore();
        String mark = change.record().registry().mark();
        boolean isOther = before != null
                && !before.mark().isEmpty()
                && !change.record().action().equals(RecordLedger.DELETE)
                && !mark.equals(before.mark());
        return before != null && isOther
                ? List.of(FindingCode.CREW_ESCALATION.found("was " + before.mark() + ", is " + mark))
                : List.of();
    }

    /** Counts only grow. */
    static List<Finding> ofStatistics(RecordChange change) {
        KnownRecord before = change.ownBefore();
        if (before == null || change.after() == null) {
            return List.of();
        }
        List<Long> then = numbers(before.mark());
        List<Long> now = numbers(change.record().registry().mark());
        for (int i = 0; i < Math.min(then.size(), now.size()); i++) {
            if (now.get(i) < then.get(i)) {
                return List.of(FindingCode.COUNTS.found("from " + then.get(i) + " to " + now.get(i)));
            }
        }
        return List.of();
    }

    private static Set<String> powers(String mark) {
        Set<String> powers = new TreeSet<>(Arrays.asList(mark.split("[ ,]")));
        powers.retainAll(POWERS);
        return powers;
    }

    private static List<Long> numbers(String mark) {
        List<Long> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(mark);
        while (matcher.find()) {
            numbers.add(Long.parseLong(matcher.group()));
        }
        return numbers;
    }
}
