package dev.sigwatch.audit.policy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the one shape policy documents have: named sections, each a list of entries, each a map of names to texts. Built from the
 * parser's events, so that nesting, aliases and tags are refused where they begin and cost nothing.
 */
final class YamlSections {
    private final Set<String> known;
    private final Iterator<Event> events;
    private final List<PolicyError> errors = new ArrayList<>();
    private final Map<String, List<Entry>> sections = new LinkedHashMap<>();
    private int entries;
    private String name = "";
    private int nameLine;

    /** An entry's fields, name to value. */
    record Entry(int line, Map<String, Value> fields) {}

    /** A text and where it stands. */
    record Value(String text, int line) {}

    /** The document is not of this shape. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient PolicyError error;

        Refused(int line, String message) {
            super(message);
            this.error = new PolicyError(line, message);
        }
    }

    private YamlSections(String text, Set<String> known) {
        this.known = known;
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(PolicyReader.MAX_LENGTH)
                .setUseMarks(true)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * The sections of a document, in their order.
     *
     * @param known names a section may have
     * @param errors takes why it cannot be read; if there are any, what is returned is not to be used
     */
    static Map<String, List<Entry>> read(String text, Set<String> known, List<PolicyError> errors) {
        if (text.length() > PolicyReader.MAX_LENGTH) {
            errors.add(new PolicyError(0, "the document is longer than " + PolicyReader.MAX_LENGTH + " characters"));
            return Map.of();
        }
        try {
            YamlSections reader = new YamlSections(text, known);
            reader.document();
            errors.addAll(reader.errors);
            return reader.sections;
        } catch (Refused refused) {
            errors.add(refused.error);
        } catch (MarkedYamlEngineException notYaml) {
            int line = notYaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            errors.add(new PolicyError(line, "not YAML: " + oneLine(notYaml.getProblem())));
        } catch (YamlEngineException notYaml) {
            errors.add(new PolicyError(0, "not YAML: " + oneLine(String.valueOf(notYaml.getMessage()))));
        }
        return Map.of();
    }

    private static String oneLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private void document() throws Refused {
        next(); // the stream's start
        Event first = next();
        if (first.getEventId() == Event.ID.StreamEnd) {
            return;
        }
        Event root = next();
        if (!isNothing(root)) {
            want(root, Event.ID.MappingStart, "expected sections at the top: " + String.join(", ", known));
            while (!isEnd(Event.ID.MappingEnd, "a section's name")) {
                section();
            }
        }
        next(); // the document's end
        Event last = next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(line(last), "a second document; there may be one");
        }
    }

    /** Whether a map ends here; if not, its next name was read. */
    private boolean isEnd(Event.ID end, String expected) throws Refused {
        Event event = next();
        if (event.getEventId() == end) {
            return true;
        }
        want(event, Event.ID.Scalar, "expected " + expected);
        name = ((ScalarEvent) event).getValue();
        nameLine = line(event);
        return false;
    }

    private void section() throws Refused {
        String section = name;
        if (!known.contains(section)) {
            throw new Refused(
                    nameLine, "unknown section " + quoted(section) + "; there are " + String.join(", ", known));
        }
        if (sections.containsKey(section)) {
            throw new Refused(nameLine, "section " + section + " stands here a second time");
        }
        List<Entry> list = new ArrayList<>();
        sections.put(section, list);
        Event value = next();
        if (isNothing(value)) {
            return;
        }
        want(value, Event.ID.SequenceStart, "expected a list under " + section);
        for (Event item = next(); item.getEventId() != Event.ID.SequenceEnd; item = next()) {
            want(item, Event.ID.MappingStart, "expected an entry with named fields, as in \"- did: did:plc:…\"");
            if (++entries > PolicyReader.MAX_ENTRIES) {
                throw new Refused(line(item), "more than " + PolicyReader.MAX_ENTRIES + " entries");
            }
            list.add(entry(line(item)));
        }
    }

    private Entry entry(int line) throws Refused {
        Map<String, Value> fields = new LinkedHashMap<>();
        while (!isEnd(Event.ID.MappingEnd, "a field's name")) {
            String field = name;
            int at = nameLine;
            Event value = next();
            want(value, Event.ID.Scalar, "expected a text after " + quoted(field));
            String text = ((ScalarEvent) value).getValue();
            if (text.length() > PolicyReader.MAX_TEXT) {
                errors.add(new PolicyError(at, quoted(field) + " is longer than " + PolicyReader.MAX_TEXT));
            } else if (fields.put(field, new Value(text, at)) != null) {
                errors.add(new PolicyError(at, "field " + quoted(field) + " stands here a second time"));
            }
        }
        return new Entry(line, fields);
    }

    private Event next() throws Refused {
        if (!events.hasNext()) {
            throw new Refused(0, "the document ends too early");
        }
        Event event = events.next();
        if (event.getEventId() == Event.ID.Alias
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw new Refused(line(event), "anchors and aliases are not allowed; write the entry out");
        }
        return event;
    }

    private static void want(Event event, Event.ID id, String otherwise) throws Refused {
        if (event.getEventId() != id) {
            throw new Refused(line(event), otherwise);
        }
    }

    private static boolean isNothing(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    static String quoted(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
