package dev.sigwatch.atproto.syntax;

import dev.sigwatch.atproto.MalformedException;
import java.util.Optional;

/**
 * Where a record lives in its repository, {@code collection/rkey}, which is also its key in the Merkle search tree, per
 * <a href="https://atproto.com/specs/repository">the repository specification</a>.
 *
 * @param collection a normalized NSID
 * @param rkey the record key
 */
public record RepoPath(Nsid collection, RecordKey rkey) implements Comparable<RepoPath> {
    /**
     * Reads a path.
     *
     * @throws MalformedException if the text is not a normalized NSID, one slash and a record key
     */
    public static RepoPath parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new MalformedException(-1, "repository path without a slash");
        }
        Nsid collection = Nsid.parse(text.substring(0, slash));
        if (!collection.isNormalized()) {
            throw new MalformedException(-1, "repository path with an NSID that is not normalized");
        }
        return new RepoPath(collection, RecordKey.parse(text.substring(slash + 1)));
    }

    /** Reads a path, or returns empty if the text is not one. */
    public static Optional<RepoPath> tryParse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        return Nsid.tryParse(text.substring(0, slash))
                .filter(Nsid::isNormalized)
                .flatMap(collection ->
                        RecordKey.tryParse(text.substring(slash + 1)).map(rkey -> new RepoPath(collection, rkey)));
    }

    /** Returns {@code collection/rkey}. */
    public String value() {
        return collection.value() + '/' + rkey.value();
    }

    /** Orders as the keys of the tree are ordered; paths are ASCII, so this is the order of their bytes. */
    @Override
    public int compareTo(RepoPath other) {
        return value().compareTo(other.value());
    }

    @Override
    public String toString() {
        return value();
    }
}
