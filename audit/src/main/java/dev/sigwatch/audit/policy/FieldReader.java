package dev.sigwatch.audit.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of one map, one after the other; what is wrong with them, or left over, becomes errors. Every field is optional for
 * the reader, and what is wrong reads as if it were not there: a document with errors is not used.
 */
final class FieldReader {
    private static final int MAX_COUNT = 1_000;

    /** As YAML's core schema has them. */
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE");

    private static final Set<String> FALSE = Set.of("false", "False", "FALSE");

    private final Map<String, YamlNode.Field> fields;
    private final int line;
    private final List<PolicyError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    /** @param line where the map stands, for what is missing in it */
    FieldReader(YamlNode.Mapping mapping, int line, List<PolicyError> errors) {
        this.fields = mapping.fields();
        this.line = line;
        this.errors = errors;
    }

    /** A field, null if it is not there. */
    YamlNode.@Nullable Field take(String name) {
        known.add(name);
        return fields.get(name);
    }

    /** A field that must be there; null with an error if it is not. */
    YamlNode.@Nullable Field need(String name, String hint) {
        YamlNode.Field field = take(name);
        if (field == null) {
            error(line, name + " is missing" + hint);
        }
        return field;
    }

    /** Where a field stands, or where it would. */
    int line(String name) {
        YamlNode.Field field = fields.get(name);
        return field == null ? line : field.line();
    }

    /** A text that must be there, empty if it is not. */
    String text(String name) {
        YamlNode.Field field = need(name, "");
        if (field == null) {
            return "";
        }
        String text = scalar(name, field, "a text");
        if (text != null && text.isBlank()) {
            error(field.line(), name + " is empty");
        }
        return text == null ? "" : text.strip();
    }

    /** A text that may be there, empty if it is not. */
    String textOrNothing(String name) {
        YamlNode.Field field = take(name);
        String text = field == null || field.isNothing() ? null : scalar(name, field, "a text");
        return text == null ? "" : text.strip();
    }

    /** A time, null if there is none. */
    @Nullable
    Long timeOrNothing(String name) {
        YamlNode.Field field = take(name);
        if (field == null || field.isNothing()) {
            return null;
        }
        String text = scalar(name, field, "a time, or null");
        return text == null ? null : PolicyTime.read(name, text.strip(), fault -> error(lineOfValue(field), fault));
    }

    /** A truth value that must be there. */
    boolean flag(String name) {
        YamlNode.Field field = need(name, ": write true or false");
        if (field == null) {
            return true;
        }
        String word = field.value() instanceof YamlNode.Scalar scalar && scalar.isPlain() ? scalar.text() : "";
        boolean isFalse = FALSE.contains(word);
        if (!isFalse && !TRUE.contains(word)) {
            error(field.line(), name + " is true or false, without quotes");
        }
        return !isFalse;
    }

    /** A number from 1, 1 if there is none. */
    int count(String name) {
        YamlNode.Field field = take(name);
        if (field == null) {
            return 1;
        }
        if (field.value() instanceof YamlNode.Scalar scalar && scalar.isPlain()) {
            String text = scalar.text();
            boolean isNumber = text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
            int number = isNumber && !text.isEmpty() ? Integer.parseInt(text) : 0;
            if (number >= 1 && number <= MAX_COUNT) {
                return number;
            }
        }
        error(field.line(), name + " is a whole number from 1 to " + MAX_COUNT);
        return 1;
    }

    /** One of some words, null with an error if it is none of them. */
    <E extends Enum<E>> @Nullable E choice(
            String name, YamlNode.Field field, E[] values, Function<E, String> wireName) {
        String text = scalar(name, field, "a word");
        if (text == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (E value : values) {
            if (wireName.apply(value).equals(text)) {
                return value;
            }
            words.add(wireName.apply(value));
        }
        error(
                lineOfValue(field),
                name + " is one of " + String.join(", ", words) + ", not " + YamlEvents.quoted(text)
                        + Suggestion.of(text, words));
        return null;
    }

    /** The text of a field; null with an error if it is a list or a map. */
    @Nullable
    String scalar(String name, YamlNode.Field field, String expected) {
        if (field.value() instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        error(field.line(), name + " is " + expected + ", not a list or a map");
        return null;
    }

    /** Reports fields nobody took. */
    void end() {
        fields.forEach((name, field) -> {
            if (!known.contains(name)) {
                error(field.line(), "unknown field " + YamlEvents.quoted(name) + Suggestion.of(name, known));
            }
        });
    }

    void error(int at, String message) {
        errors.add(new PolicyError(at, message));
    }

    private static int lineOfValue(YamlNode.Field field) {
        return field.value().line();
    }
}
