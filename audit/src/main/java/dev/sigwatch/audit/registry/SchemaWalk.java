package dev.sigwatch.audit.registry;

import java.util.ArrayList;
import java.util.List;

/** A pass over a record by the schema of one era: where it is, and what was wrong on the way. */
final class SchemaWalk {
    /** More faults than these are told by their number only; a finding's detail has room for about as many. */
    static final int MAX_FAULTS = 12;

    private final Era era;
    private final StringBuilder path = new StringBuilder();
    private final List<String> faults = new ArrayList<>();

    SchemaWalk(Era era) {
        this.era = era;
    }

    Era era() {
        return era;
    }

    /** Does something one step further in. */
    void into(String step, Runnable inside) {
        int before = path.length();
        path.append(step);
        inside.run();
        path.setLength(before);
    }

    /** Notes what is wrong here. */
    void fault(String what) {
        if (!isFull()) {
            faults.add((path.length() == 0 ? "record" : path.substring(path.charAt(0) == '.' ? 1 : 0)) + ": " + what);
        }
    }

    /** Whether enough is known. */
    boolean isFull() {
        return faults.size() >= MAX_FAULTS;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
