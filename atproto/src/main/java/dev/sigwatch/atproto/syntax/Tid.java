package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A timestamp identifier: 53 bits of Unix microseconds and 10 bits of clock id in 13 characters of sortable base32, per
 * <a href="https://atproto.com/specs/tid">the TID specification</a>. Text order is time order.
 *
 * @param value the 13 characters
 */
public record Tid(String value) implements Comparable<Tid> {
    /** Characters in every TID. */
    public static final int LENGTH = 13;

    /** Largest time a TID can carry, in microseconds since 1970. */
    public static final long MAX_MICROS = (1L << 53) - 1;

    /** Largest clock id a TID can carry. */
    public static final int MAX_CLOCK_ID = (1 << 10) - 1;

    private static final String ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";

    /**
     * Reads a TID.
     *
     * @throws MalformedException if the text is not a TID
     */
    public static Tid parse(String text) {
        String fault = fault(text);
        if (fault != null) {
            throw new MalformedException(-1, fault);
        }
        return new Tid(text);
    }

    /** Reads a TID, or returns empty if the text is not one. */
    public static Optional<Tid> tryParse(String text) {
        return fault(text) == null ? Optional.of(new Tid(text)) : Optional.empty();
    }

    /**
     * Builds the TID of a time and clock.
     *
     * @param micros microseconds since 1970, 0 to {@link #MAX_MICROS}
     * @param clockId 0 to {@link #MAX_CLOCK_ID}
     * @throws IllegalArgumentException if either is out of range
     */
    public static Tid of(long micros, int clockId) {
        if (micros < 0 || micros > MAX_MICROS || clockId < 0 || clockId > MAX_CLOCK_ID) {
            throw new IllegalArgumentException("no TID for " + micros + " µs on clock " + clockId);
        }
        long bits = micros << 10 | clockId;
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (bits & 31));
            bits >>>= 5;
        }
        return new Tid(new String(text));
    }

    /** Returns the time in microseconds since 1970, as its author claims it. */
    public long micros() {
        return bits() >>> 10;
    }

    /** Returns the clock id, 0 to 1023. */
    public int clockId() {
        return (int) (bits() & MAX_CLOCK_ID);
    }

    private long bits() {
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            bits = bits << 5 | digit(value.charAt(i));
        }
        return bits;
    }

    private static @Nullable String fault(String text) {
        if (text.length() != LENGTH) {
            return "TID must have 13 characters";
        }
        for (int i = 0; i < LENGTH; i++) {
            if (digit(text.charAt(i)) < 0) {
                return "TID with a character outside base32-sortable";
            }
        }
        // 13 characters hold 65 bits; the 64-bit number must leave its own top bit clear as well.
        return digit(text.charAt(0)) < 16 ? null : "TID with its top bit set";
    }

    private static int digit(char c) {
        if (Ascii.isLower(c)) {
            return c - 'a' + 6;
        }
        return c >= '2' && c <= '7' ? c - '2' : -1;
    }

    @Override
    public int compareTo(Tid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
