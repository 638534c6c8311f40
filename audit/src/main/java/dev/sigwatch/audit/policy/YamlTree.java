package dev.sigwatch.audit.policy;

import dev.sigwatch.audit.policy.YamlEvents.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Reads a small document whole, of whatever shape, within bounds. */
final class YamlTree {
    /** A trust policy is five deep. */
    private static final int MAX_DEPTH = 8;

    /** An entry has some ten parts. */
    private static final int MAX_NODES = 20 * PolicyReader.MAX_ENTRIES;

    private static final YamlNode NOTHING = new YamlNode.Scalar("", true, 0);

    private final YamlEvents events;
    private final List<PolicyError> errors;
    private int nodes;

    private YamlTree(YamlEvents events, List<PolicyError> errors) {
        this.events = events;
        this.errors = errors;
    }

    /**
     * The document's root, null's scalar where there is none.
     *
     * @param errors takes why it cannot be read
     */
    static YamlNode read(String text, List<PolicyError> errors) {
        return YamlEvents.read(text, NOTHING, errors, events -> {
            YamlTree tree = new YamlTree(events, errors);
            return events.document(NOTHING, root -> tree.node(root, 1));
        });
    }

    private YamlNode node(Event event, int depth) throws Refused {
        int line = YamlEvents.line(event);
        if (++nodes > MAX_NODES) {
            throw new Refused(line, "more than " + MAX_NODES + " values");
        }
        if (depth > MAX_DEPTH) {
            throw new Refused(line, "nested deeper than any policy is");
        }
        return switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event, line);
            case SequenceStart -> sequence(line, depth);
            case MappingStart -> mapping(line, depth);
            default -> throw new Refused(line, "expected a value");
        };
    }

    private YamlNode.Scalar scalar(ScalarEvent event, int line) {
        String text = event.getValue();
        if (text.length() > PolicyReader.MAX_TEXT) {
            errors.add(new PolicyError(line, YamlEvents.quoted(text) + " is longer than " + PolicyReader.MAX_TEXT));
        }
        return new YamlNode.Scalar(text, event.isPlain(), line);
    }

    private YamlNode sequence(int line, int depth) throws Refused {
        List<YamlNode> items = new ArrayList<>();
        for (Event item = events.next(); item.getEventId() != Event.ID.SequenceEnd; item = events.next()) {
            items.add(node(item, depth + 1));
        }
        return new YamlNode.Sequence(List.copyOf(items), line);
    }

    private YamlNode mapping(int line, int depth) throws Refused {
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        for (Event name = events.next(); name.getEventId() != Event.ID.MappingEnd; name = events.next()) {
            int at = YamlEvents.line(name);
            YamlEvents.want(name, Event.ID.Scalar, "expected a name");
            String key = scalar((ScalarEvent) name, at).text();
            YamlNode value = node(events.next(), depth + 1);
            YamlNode.Field before = fields.putIfAbsent(key, new YamlNode.Field(at, value));
            if (before != null) {
                errors.add(new PolicyError(
                        at, YamlEvents.quoted(key) + " stands here a second time; first in line " + before.line()));
            }
        }
        return new YamlNode.Mapping(java.util.Collections.unmodifiableMap(fields), line);
    }
}
