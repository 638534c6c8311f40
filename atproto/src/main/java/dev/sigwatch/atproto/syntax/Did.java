package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decentralized identifier in the generic syntax of <a href="https://atproto.com/specs/did">the DID specification</a>.
 * Whether its method is one that ATProto resolves is asked with {@link #isPlc()} and {@link #isWeb()}.
 *
 * @param value the whole DID, case kept
 */
public record Did(String value) implements Comparable<Did> {
    /** The DID specification's hard limit, in characters. */
    public static final int MAX_LENGTH = 2_048;

    private static final String PLC = "did:plc:";
    private static final String WEB = "did:web:";
    private static final int PLC_LENGTH = 32;

    /**
     * Reads a DID.
     *
     * @throws MalformedException if the text is not a DID
     */
    public static Did parse(String text) {
        String fault = fault(text);
        if (fault != null) {
            throw new MalformedException(-1, fault);
        }
        return new Did(text);
    }

    /** Reads a DID, or returns empty if the text is not one. */
    public static Optional<Did> tryParse(String text) {
        return fault(text) == null ? Optional.of(new Did(text)) : Optional.empty();
    }

    /** Whether this is a well-formed did:plc: the prefix and exactly 24 characters of base32. */
    public boolean isPlc() {
        if (value.length() != PLC_LENGTH || !value.startsWith(PLC)) {
            return false;
        }
        for (int i = PLC.length(); i < PLC_LENGTH; i++) {
            char c = value.charAt(i);
            if (!Ascii.isLower(c) && (c < '2' || c > '7')) {
                return false;
            }
        }
        return true;
    }

    /** Whether this is a did:web; whether its host is acceptable is for the resolver to say. */
    public boolean isWeb() {
        return value.startsWith(WEB);
    }

    private static @Nullable String fault(String text) {
        if (text.length() > MAX_LENGTH) {
            return "DID longer than 2048 characters";
        }
        if (!text.startsWith("did:")) {
            return "DID must start with did:";
        }
        int methodEnd = text.indexOf(':', 4);
        if (methodEnd <= 4) {
            return "DID without a method";
        }
        for (int i = 4; i < methodEnd; i++) {
            if (!Ascii.isLower(text.charAt(i))) {
                return "DID method must be lower-case letters";
            }
        }
        if (methodEnd + 1 == text.length()) {
            return "DID without an identifier";
        }
        for (int i = methodEnd + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlphanumeric(c) && "._:%-".indexOf(c) < 0) {
                return "DID with a character outside its grammar";
            }
        }
        char last = text.charAt(text.length() - 1);
        return last == ':' || last == '%' ? "DID must not end with a colon or percent sign" : null;
    }

    @Override
    public int compareTo(Did other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
