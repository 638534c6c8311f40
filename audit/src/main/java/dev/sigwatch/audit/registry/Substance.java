package dev.sigwatch.audit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.audit.RegistryFacts.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * What contents are worth as a record of a collection, whosever record it is and whatever its key: the part that costs.
 *
 * @param era the schema they fit, empty if none or if none is known
 * @param faults why they fit none
 * @param mark as in {@link Marks}
 * @param references as in {@link References}
 */
record Substance(String era, List<String> faults, String mark, List<Reference> references) {
    static Substance of(String collection, RecordContents contents) {
        JsonNode json = contents.json();
        Lexicon lexicon = Lexicons.of(collection);
        if (lexicon == null) {
            return new Substance("", List.of(), "", List.of());
        }
        Lexicon.Reading reading = lexicon.read(json);
        List<String> faults = new ArrayList<>(reading.faults());
        if (contents.brokenRule() != null) {
            DataFaults.collect(json, faults);
        }
        return new Substance(
                faults.isEmpty() ? reading.era() : "",
                List.copyOf(faults),
                Marks.of(collection, json),
                collection.equals(Nsids.MANIFEST) ? References.of(json) : List.of());
    }
}
