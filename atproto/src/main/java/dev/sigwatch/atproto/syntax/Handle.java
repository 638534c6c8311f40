package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handle: a domain name used as an account's name, per <a href="https://atproto.com/specs/handle">the handle
 * specification</a>. Disallowed top-level domains are a matter of resolution, not of syntax.
 *
 * @param value the handle as written; compare {@link #normalized()}
 */
public record Handle(String value) {
    /** What a service shows in place of a handle that does not verify. */
    public static final Handle INVALID = new Handle("handle.invalid");

    /**
     * Reads a handle.
     *
     * @throws MalformedException if the text is not a handle
     */
    public static Handle parse(String text) {
        String fault = fault(text);
        if (fault != null) {
            throw new MalformedException(-1, fault);
        }
        return new Handle(text);
    }

    /** Reads a handle, or returns empty if the text is not one. */
    public static Optional<Handle> tryParse(String text) {
        return fault(text) == null ? Optional.of(new Handle(text)) : Optional.empty();
    }

    /** Returns the lower-case form, in which handles are compared. */
    public Handle normalized() {
        return new Handle(value.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String fault(String text) {
        if (text.length() > DomainLabel.MAX_NAME_LENGTH) {
            return "handle longer than 253 characters";
        }
        int from = 0;
        int labels = 0;
        while (true) {
            int dot = text.indexOf('.', from);
            int to = dot < 0 ? text.length() : dot;
            if (!DomainLabel.isValid(text, from, to)) {
                return "handle with an invalid domain label";
            }
            labels++;
            if (dot < 0) {
                break;
            }
            from = dot + 1;
        }
        if (labels < 2) {
            return "handle needs at least two labels";
        }
        return Ascii.isLetter(text.charAt(from)) ? null : "handle's top-level domain must start with a letter";
    }

    @Override
    public String toString() {
        return value;
    }
}
