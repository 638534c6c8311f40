package dev.sigwatch.sink.row;

import java.util.List;

/**
 * The values of an Enum8 column, numbered in order, as its migration lists them.
 *
 * @param name what the values are
 * @param first number of the first value
 * @param values in order
 */
record EnumColumn(String name, int first, List<String> values) {

    static final EnumColumn KIND =
            new EnumColumn("kind", List.of("commit", "sync", "identity", "account", "info", "unknown"));
    static final EnumColumn VERDICT =
            new EnumColumn("verdict", List.of("VERIFIED", "VIOLATION", "UNPROVEN", "MALFORMED", "NOTICE"));
    static final EnumColumn CHECK = new EnumColumn("check", List.of("pass", "fail", "unproven", "none"));
    static final EnumColumn ACTION =
            new EnumColumn("action", List.of("create", "update", "delete", "snapshot", "vanished", "changed"));
    static final EnumColumn ORIGIN = new EnumColumn("origin", List.of("frame", "export"));

    static final EnumColumn BINDING =
            new EnumColumn("binding", 0, List.of("none", "bound", "unbound-legacy", "mismatch"));
    static final EnumColumn POLICY_RESULT =
            new EnumColumn("policy result", 0, List.of("none", "allowed", "would-deny", "denied"));

    private EnumColumn(String name, List<String> values) {
        this(name, 1, values);
    }

    /** The number of a value; another value is a mistake of the caller, not of the network. */
    int number(String value) {
        int index = values.indexOf(value);
        if (index < 0) {
            throw new IllegalStateException(name + " has no value " + value + ", only " + values);
        }
        return first + index;
    }
}
