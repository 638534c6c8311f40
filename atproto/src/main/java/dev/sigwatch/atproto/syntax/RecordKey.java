package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of a record within its collection, per <a href="https://atproto.com/specs/record-key">the record key
 * specification</a>.
 *
 * @param value 1 to 512 characters, case-sensitive
 */
public record RecordKey(String value) implements Comparable<RecordKey> {
    /** The record key specification's limit, in characters. */
    public static final int MAX_LENGTH = 512;

    /**
     * Reads a record key.
     *
     * @throws MalformedException if the text is not a record key
     */
    public static RecordKey parse(String text) {
        String fault = fault(text);
        if (fault != null) {
            throw new MalformedException(-1, fault);
        }
        return new RecordKey(text);
    }

    /** Reads a record key, or returns empty if the text is not one. */
    public static Optional<RecordKey> tryParse(String text) {
        return fault(text) == null ? Optional.of(new RecordKey(text)) : Optional.empty();
    }

    private static @Nullable String fault(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return "record key must have 1 to 512 characters";
        }
        if (text.equals(".") || text.equals("..")) {
            return "record key must not be . or ..";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlphanumeric(c) && "._:~-".indexOf(c) < 0) {
                return "record key with a character outside its grammar";
            }
        }
        return null;
    }

    @Override
    public int compareTo(RecordKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
