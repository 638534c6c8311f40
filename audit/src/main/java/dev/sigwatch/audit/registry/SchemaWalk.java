package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Checks a field of the object here; null if it is not there. */
    void field(Field field, @Nullable JsonNode value) {
        int before = path.length();
        path.append(before == 0 ? "" : ".").append(field.name());
        if (value != null) {
            field.type().check(value, this);
        } else {
            fault("missing");
        }
        path.setLength(before);
    }

    /** Checks an item of the list here. */
    void item(int index, FieldType type, JsonNode value) {
        int before = path.length();
        path.append('[').append(index).append(']');
        type.check(value, this);
        path.setLength(before);
    }

    /** Notes what is wrong here. */
    void fault(String what) {
        if (!isFull()) {
            faults.add((path.length() == 0 ? "record" : path) + ": " + what);
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
