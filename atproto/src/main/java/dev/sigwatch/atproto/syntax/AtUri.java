package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A link to a repository, collection or record in the restricted form that Lexicon uses, per
 * <a href="https://atproto.com/specs/at-uri-scheme">the AT-URI specification</a>: no fragment, query or trailing slash.
 *
 * @param value the whole URI
 * @param authority a DID or handle, as written
 * @param collection null if the URI names only a repository
 * @param rkey null if the URI names no record
 */
public record AtUri(
        String value,
        String authority,
        @Nullable Nsid collection,
        @Nullable RecordKey rkey) {
    /** The AT-URI specification's limit of 8 kilobytes. */
    public static final int MAX_LENGTH = 8_192;

    private static final String SCHEME = "at://";

    /**
     * Reads an AT-URI.
     *
     * @throws MalformedException if the text is not a restricted AT-URI
     */
    public static AtUri parse(String text) {
        return tryParse(text).orElseThrow(() -> new MalformedException(-1, "not an AT-URI"));
    }

    /** Reads an AT-URI, or returns empty if the text is not one. */
    public static Optional<AtUri> tryParse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith(SCHEME)) {
            return Optional.empty();
        }
        String[] parts = text.substring(SCHEME.length()).split("/", 4);
        String authority = parts[0];
        if (parts.length > 3
                || (Did.tryParse(authority).isEmpty()
                        && Handle.tryParse(authority).isEmpty())) {
            return Optional.empty();
        }
        Nsid collection = parts.length > 1 ? Nsid.tryParse(parts[1]).orElse(null) : null;
        RecordKey rkey = parts.length > 2 ? RecordKey.tryParse(parts[2]).orElse(null) : null;
        boolean complete = (collection != null) == (parts.length > 1) && (rkey != null) == (parts.length > 2);
        return complete ? Optional.of(new AtUri(text, authority, collection, rkey)) : Optional.empty();
    }

    /** Returns the authority if it is a DID. */
    public Optional<Did> did() {
        return Did.tryParse(authority);
    }

    @Override
    public String toString() {
        return value;
    }
}
