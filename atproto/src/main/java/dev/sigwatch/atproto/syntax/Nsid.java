package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A namespaced identifier such as {@code io.atcr.manifest}, per <a href="https://atproto.com/specs/nsid">the NSID
 * specification</a>.
 *
 * @param value the whole NSID, case kept
 */
public record Nsid(String value) implements Comparable<Nsid> {
    /** The NSID specification: 253 for the domain authority, a dot, 63 for the name. */
    public static final int MAX_LENGTH = 317;

    /**
     * Reads an NSID.
     *
     * @throws MalformedException if the text is not an NSID
     */
    public static Nsid parse(String text) {
        String fault = fault(text);
        if (fault != null) {
            throw new MalformedException(-1, fault);
        }
        return new Nsid(text);
    }

    /** Reads an NSID, or returns empty if the text is not one. */
    public static Optional<Nsid> tryParse(String text) {
        return fault(text) == null ? Optional.of(new Nsid(text)) : Optional.empty();
    }

    /** Whether the domain authority is in lower case, as repository paths demand; the name is case-sensitive. */
    public boolean isNormalized() {
        for (int i = value.lastIndexOf('.') - 1; i >= 0; i--) {
            char c = value.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return false;
            }
        }
        return true;
    }

    /** Returns the last segment. */
    public String name() {
        return value.substring(value.lastIndexOf('.') + 1);
    }

    private static @Nullable String fault(String text) {
        int nameDot = text.lastIndexOf('.');
        // The authority's own limit of 253 is not held here: the interoperability vectors pass a longer one.
        if (text.length() > MAX_LENGTH) {
            return "NSID too long";
        }
        if (nameDot <= 0 || text.indexOf('.') == nameDot) {
            return "NSID needs at least three segments";
        }
        if (!Ascii.isLetter(text.charAt(0))) {
            return "NSID must start with a letter";
        }
        for (int from = 0; from <= nameDot; ) {
            int to = text.indexOf('.', from);
            if (!DomainLabel.isValid(text, from, to)) {
                return "NSID with an invalid domain segment";
            }
            from = to + 1;
        }
        return isName(text, nameDot + 1) ? null : "NSID with an invalid name segment";
    }

    private static boolean isName(String text, int from) {
        int length = text.length() - from;
        if (length < 1 || length > DomainLabel.MAX_LENGTH || !Ascii.isLetter(text.charAt(from))) {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (!Ascii.isAlphanumeric(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Nsid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
