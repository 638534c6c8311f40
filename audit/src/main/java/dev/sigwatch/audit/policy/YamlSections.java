package dev.sigwatch.audit.policy;

import dev.sigwatch.audit.policy.YamlEvents.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Reads the one shape that lists people keep have: named sections, each a list of entries, each a map of names to texts. Deeper
 * nesting is refused where it begins.
 */
final class YamlSections {
    private final Set<String> known;
    private final YamlEvents events;
    private final List<PolicyError> errors;
    private final Map<String, List<Entry>> sections = new LinkedHashMap<>();
    private int entries;
    private String name = "";
    private int nameLine;

    /** An entry's fields, name to value. */
    record Entry(int line, Map<String, Value> fields) {}

    /** A text and where it stands. */
    record Value(String text, int line) {}

    private YamlSections(YamlEvents events, Set<String> known, List<PolicyError> errors) {
        this.events = events;
        this.known = known;
        this.errors = errors;
    }

    /**
     * The sections of a document, in their order.
     *
     * @param known names a section may have
     * @param errors takes why it cannot be read; if there are any, what is returned is not to be used
     */
    static Map<String, List<Entry>> read(String text, Set<String> known, List<PolicyError> errors) {
        List<PolicyError> found = new ArrayList<>();
        List<PolicyError> refused = new ArrayList<>();
        Map<String, List<Entry>> sections =
                YamlEvents.read(text, Map.of(), refused, events -> new YamlSections(events, known, found).document());
        errors.addAll(refused.isEmpty() ? found : refused);
        return sections;
    }

    private Map<String, List<Entry>> document() throws Refused {
        return events.document(Map.of(), root -> {
            YamlEvents.want(root, Event.ID.MappingStart, "expected sections at the top: " + String.join(", ", known));
            while (!isEnd(Event.ID.MappingEnd, "a section's name")) {
                section();
            }
            return sections;
        });
    }

    /** Whether a map ends here; if not, its next name was read. */
    private boolean isEnd(Event.ID end, String expected) throws Refused {
        Event event = events.next();
        if (event.getEventId() == end) {
            return true;
        }
        YamlEvents.want(event, Event.ID.Scalar, "expected " + expected);
        name = ((ScalarEvent) event).getValue();
        nameLine = YamlEvents.line(event);
        return false;
    }

    private void section() throws Refused {
        String section = name;
        if (!known.contains(section)) {
            throw new Refused(
                    nameLine,
                    "unknown section " + YamlEvents.quoted(section) + "; there are " + String.join(", ", known));
        }
        if (sections.containsKey(section)) {
            throw new Refused(nameLine, "section " + section + " stands here a second time");
        }
        List<Entry> list = new ArrayList<>();
        sections.put(section, list);
        Event value = events.next();
        if (YamlEvents.isNothing(value)) {
            return;
        }
        YamlEvents.want(value, Event.ID.SequenceStart, "expected a list under " + section);
        for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
            YamlEvents.want(
                    item, Event.ID.MappingStart, "expected an entry with named fields, as in \"- did: did:plc:…\"");
            if (++entries > PolicyReader.MAX_ENTRIES) {
                throw new Refused(YamlEvents.line(item), "more than " + PolicyReader.MAX_ENTRIES + " entries");
            }
            list.add(entry(YamlEvents.line(item)));
        }
    }

    private Entry entry(int line) throws Refused {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (!isEnd(Event.ID.MappingEnd, "a field's name")) {
            String field = name;
            int at = nameLine;
            Event value = events.next();
            YamlEvents.want(value, Event.ID.Scalar, "expected a text after " + YamlEvents.quoted(field));
            String text = ((ScalarEvent) value).getValue();
            if (text.length() > PolicyReader.MAX_TEXT) {
                errors.add(new PolicyError(at, YamlEvents.quoted(field) + " is longer than " + PolicyReader.MAX_TEXT));
            } else if (fields.put(field, new Value(text, at)) != null) {
                errors.add(new PolicyError(at, "field " + YamlEvents.quoted(field) + " stands here a second time"));
            }
        }
        return new Entry(line, fields);
    }
}
