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

    /** Whether the bytes in {@code [from, to)} are a record key; makes no text. */
    public static boolean isValid(byte[] ascii, int from, int to) {
        int length = to - from;
        if (length < 1 || length > MAX_LENGTH) {
            return false;
        }
        boolean onlyDots = length <= 2;
        for (int i = from; i < to; i++) {
            char c = (char) (ascii[i] & 0xff);
            if (!isAllowed(c)) {
                return false;
            }
            onlyDots &= c == '.';
        }
        return !onlyDots;
    }

    private static boolean isAllowed(char c) {
        return Ascii.isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == ':' || c == '~';
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
            if (!isAllowed(c)) {
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
