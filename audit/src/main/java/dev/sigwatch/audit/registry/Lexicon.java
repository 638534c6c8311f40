package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schemas of one collection through the eras.
 *
 * @param eras those in which its schema changed, oldest first
 * @param firstEras when each field was first in the schema; one whose type changed is in the shape several times
 * @param times names of the record's own fields that hold a datetime
 */
record Lexicon(String nsid, List<Era> eras, FieldType.Shape shape, Map<String, Era> firstEras, List<String> times) {
    static Lexicon of(String nsid, List<Era> eras, Field... fields) {
        Map<String, Era> firstEras = new LinkedHashMap<>();
        List<String> times = new ArrayList<>();
        for (Field field : fields) {
            firstEras.merge(field.name(), field.since(), (one, other) -> one.isBefore(other) ? one : other);
            if (field.type() instanceof FieldType.Text text && text.format() == TextFormat.DATETIME) {
                times.add(field.name());
            }
        }
        return new Lexicon(
                nsid,
                eras,
                new FieldType.Shape(List.of(fields)),
                Collections.unmodifiableMap(firstEras),
                List.copyOf(times));
    }

    /**
     * What a record is by these schemas.
     *
     * @param era the oldest whose schema knows every field that the record has of this lexicon, and which the record fits; empty if
     *     none
     * @param faults what is wrong by the schema it comes closest to; empty if it fits one
     */
    record Reading(String era, List<String> faults) {}

    /** Reads a record by each schema that it could be of. */
    Reading read(JsonNode record) {
        List<String> fewest = List.of();
        for (Era era : candidates(record)) {
            SchemaWalk walk = new SchemaWalk(era);
            shape.check(record, walk);
            List<String> faults = walk.faults();
            if (faults.isEmpty()) {
                return new Reading(era.month(), faults);
            }
            fewest = fewest.isEmpty() || faults.size() <= fewest.size() ? faults : fewest;
        }
        return new Reading("", fewest);
    }

    /** The eras that know every field there is, oldest first: a record with a newer field is not of an older form. */
    private List<Era> candidates(JsonNode record) {
        Era newest = eras.get(0);
        for (Map.Entry<String, Era> field : firstEras.entrySet()) {
            if (newest.isBefore(field.getValue()) && record.has(field.getKey())) {
                newest = field.getValue();
            }
        }
        int first = 0;
        while (eras.get(first).isBefore(newest)) {
            first++;
        }
        return eras.subList(first, eras.size());
    }
}
