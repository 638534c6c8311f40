package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The schemas of one collection through the eras.
 *
 * @param eras those in which its schema changed, oldest first
 */
record Lexicon(String nsid, List<Era> eras, FieldType.Shape shape) {
    static Lexicon of(String nsid, List<Era> eras, Field... fields) {
        return new Lexicon(nsid, eras, new FieldType.Shape(List.of(fields)));
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
        List<Era> candidates = new ArrayList<>(eras);
        for (Field field : shape.fields()) {
            if (record.has(field.name())) {
                Era first = firstWith(field.name());
                candidates.removeIf(era -> era.isBefore(first));
            }
        }
        return candidates;
    }

    /** A field whose type changed is there several times. */
    private Era firstWith(String name) {
        return shape.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(Field::since)
                .min(Era::compareTo)
                .orElseThrow();
    }

    /** Names of the record's own fields that hold a datetime. */
    List<String> times() {
        return shape.fields().stream()
                .filter(field -> field.type() instanceof FieldType.Text text && text.format() == TextFormat.DATETIME)
                .map(Field::name)
                .distinct()
                .toList();
    }
}
