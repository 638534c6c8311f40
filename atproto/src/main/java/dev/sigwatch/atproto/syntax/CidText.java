package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;

/**
 * Text of Lexicon's string format {@code cid}, per <a href="https://atproto.com/specs/lexicon#cid">the Lexicon
 * specification</a>: a CID of any codec, hash and base, judged by its look alone. A link that is to be followed is a {@code
 * Cid}, which is far stricter.
 *
 * @param value 8 to 256 characters
 */
public record CidText(String value) {
    /** The reference implementations' bounds, in characters. */
    public static final int MIN_LENGTH = 8;

    /** See {@link #MIN_LENGTH}. */
    public static final int MAX_LENGTH = 256;

    /**
     * Reads the text of a CID.
     *
     * @throws MalformedException if the text does not look like one
     */
    public static CidText parse(String text) {
        return tryParse(text).orElseThrow(() -> new MalformedException(-1, "not the text of a CID"));
    }

    /** Reads the text of a CID, or returns empty if it does not look like one. */
    public static Optional<CidText> tryParse(String text) {
        boolean isVersion0 = text.startsWith("Qmb");
        if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH || isVersion0) {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isAlphanumeric(c) && c != '+' && c != '=') {
                return Optional.empty();
            }
        }
        return Optional.of(new CidText(text));
    }

    @Override
    public String toString() {
        return value;
    }
}
