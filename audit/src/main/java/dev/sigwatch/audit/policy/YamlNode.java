package dev.sigwatch.audit.policy;

import java.util.List;
import java.util.Map;

/** A part of a document, by the names of the YAML specification, and the line where it begins. */
sealed interface YamlNode {
    int line();

    /**
     * A text.
     *
     * @param isPlain without quotes, so that it may stand for null, a truth value or a number
     */
    record Scalar(String text, boolean isPlain, int line) implements YamlNode {
        boolean isNothing() {
            return isPlain && YamlEvents.isNothing(text);
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, int line) implements YamlNode {}

    /** Names and values, in their order. */
    record Mapping(Map<String, Field> fields, int line) implements YamlNode {}

    /**
     * A value under a name.
     *
     * @param line of the name
     */
    record Field(int line, YamlNode value) {
        boolean isNothing() {
            return value instanceof Scalar scalar && scalar.isNothing();
        }
    }
}
