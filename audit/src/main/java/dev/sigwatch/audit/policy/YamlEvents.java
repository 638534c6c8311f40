package dev.sigwatch.audit.policy;

import java.util.Iterator;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A document as its parser sees it, event by event, so that aliases and tags are refused where they begin and cost nothing. */
final class YamlEvents {
    private final Iterator<Event> events;

    /** The document is not of the shape it should have. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient PolicyError error;

        Refused(int line, String message) {
            super(message);
            this.error = new PolicyError(line, message);
        }
    }

    /** What makes something of events. */
    interface Reader<T> {
        T read(YamlEvents events) throws Refused;
    }

    /** What makes something of a document, beginning with its first event. */
    interface Root<T> {
        T read(Event first) throws Refused;
    }

    private YamlEvents(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(PolicyReader.MAX_LENGTH)
                .setUseMarks(true)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /**
     * What a reader makes of a text.
     *
     * @param otherwise what to return where the text cannot be read
     * @param errors takes why it cannot
     */
    static <T> T read(String text, T otherwise, List<PolicyError> errors, Reader<T> reader) {
        if (text.length() > PolicyReader.MAX_LENGTH) {
            errors.add(new PolicyError(0, "the document is longer than " + PolicyReader.MAX_LENGTH + " characters"));
            return otherwise;
        }
        try {
            return reader.read(new YamlEvents(text));
        } catch (Refused refused) {
            errors.add(refused.error);
        } catch (MarkedYamlEngineException notYaml) {
            int line = notYaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            errors.add(new PolicyError(line, "not YAML: " + oneLine(notYaml.getProblem())));
        } catch (ReaderException notText) {
            long line = 1
                    + text.codePoints()
                            .limit(notText.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            errors.add(new PolicyError((int) line, "not YAML: " + oneLine(String.valueOf(notText.getMessage()))));
        } catch (YamlEngineException notYaml) {
            errors.add(new PolicyError(0, "not YAML: " + oneLine(String.valueOf(notYaml.getMessage()))));
        }
        return otherwise;
    }

    private static String oneLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** What is made of the one document there may be. */
    <T> T document(T nothing, Root<T> root) throws Refused {
        next(); // the stream's start
        Event start = next();
        if (start.getEventId() == Event.ID.StreamEnd) {
            return nothing;
        }
        Event first = next();
        T value = isNothing(first) ? nothing : root.read(first);
        next(); // the document's end
        Event last = next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw new Refused(line(last), "a second document; there may be one");
        }
        return value;
    }

    Event next() throws Refused {
        if (!events.hasNext()) {
            throw new Refused(0, "the document ends too early");
        }
        Event event = events.next();
        if (event.getEventId() == Event.ID.Alias
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw new Refused(line(event), "anchors and aliases are not allowed; write the entry out");
        }
        boolean isTagged =
                (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                        || (event instanceof CollectionStartEvent start
                                && start.getTag().isPresent());
        if (isTagged) {
            throw new Refused(line(event), "tags are not allowed; write the value alone");
        }
        return event;
    }

    static void want(Event event, Event.ID id, String otherwise) throws Refused {
        if (event.getEventId() != id) {
            throw new Refused(line(event), otherwise);
        }
    }

    /** Whether this is YAML's null, which also is what nothing at all is read as. */
    static boolean isNothing(Event event) {
        return event instanceof ScalarEvent scalar && scalar.isPlain() && isNothing(scalar.getValue());
    }

    static boolean isNothing(String plain) {
        return switch (plain) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
        };
    }

    static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    static String quoted(String text) {
        String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
