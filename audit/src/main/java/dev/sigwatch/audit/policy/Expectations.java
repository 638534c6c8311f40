package dev.sigwatch.audit.policy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which changes are expected. */
public final class Expectations {
    /** None. */
    public static final Expectations EMPTY = new Expectations(List.of());

    private final List<Expectation> entries;
    private final Map<String, List<Expectation>> byDid;

    public Expectations(List<Expectation> entries) {
        this.entries = List.copyOf(entries);
        this.byDid = entries.stream().collect(Collectors.groupingBy(Expectation::did));
    }

    /** Entries in their order. */
    public List<Expectation> entries() {
        return entries;
    }

    /**
     * What explains a change, null if nothing does.
     *
     * @param object the value as the change has it
     * @param at when the change was made, microseconds since the epoch
     */
    public @Nullable Expectation explaining(String did, Expectation.Subject subject, String object, long at) {
        for (Expectation entry : byDid.getOrDefault(did, List.of())) {
            boolean isInWindow = entry.from() <= at && at <= entry.until();
            if (isInWindow && entry.subject() == subject && entry.value().equals(object)) {
                return entry;
            }
        }
        return null;
    }
}
