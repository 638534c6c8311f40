package dev.sigwatch.audit.registry;

import java.util.ArrayList;
import java.util.List;

/** Places in a record where one rule is broken: the first few by name, the others by number. */
final class Places {
    /** As many as a finding's detail has room for. */
    private static final int MAX_NAMED = 4;

    private final List<String> named = new ArrayList<>();
    private int count;

    void add(String place) {
        count++;
        if (named.size() < MAX_NAMED) {
            named.add(place);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    @Override
    public String toString() {
        String first = String.join("; ", named);
        return count > named.size() ? first + "; and " + (count - named.size()) + " more" : first;
    }
}
