package dev.sigwatch.standalone.redact;

import dev.sigwatch.atproto.syntax.AtUri;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose contents are to go.
 *
 * @param path of the one record; null for all records of the account
 */
public record RedactionTarget(Did did, @Nullable RepoPath path) {

    /** Reads {@code DID} or {@code at://DID/COLLECTION/RKEY}; empty if it is neither. */
    public static Optional<RedactionTarget> tryParse(String text) {
        if (!text.startsWith("at://")) {
            return Did.tryParse(text).map(did -> new RedactionTarget(did, null));
        }
        AtUri uri = AtUri.tryParse(text).orElse(null);
        if (uri == null || uri.did().isEmpty() || uri.collection() == null || uri.rkey() == null) {
            return Optional.empty();
        }
        return RepoPath.tryParse(uri.collection().value() + "/" + uri.rkey().value())
                .map(path -> new RedactionTarget(uri.did().get(), path));
    }

    /** Whether a record of the account is meant. */
    public boolean covers(String path) {
        return this.path == null || this.path.value().equals(path);
    }

    /** The record's AT-URI, empty for all of the account's. */
    public String uri() {
        return path == null ? "" : "at://" + did + "/" + path;
    }
}
