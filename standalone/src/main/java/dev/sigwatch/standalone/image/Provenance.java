package dev.sigwatch.standalone.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one image of one publisher. Times are microseconds since the epoch.
 *
 * @param digest of the image's manifest
 * @param places the repositories it was published in, seldom more than one
 * @param writes of the record that publishes it, the oldest first
 * @param tags every change of a tag that named it, or stopped naming it, the oldest first
 * @param keys what became of each key that signed a write, in the order of {@code writes}
 * @param related images that belong to it
 * @param concerns alerts that name it, its commits or the keys that signed it
 */
public record Provenance(
        Publisher publisher,
        String digest,
        List<Place> places,
        List<Write> writes,
        List<TagChange> tags,
        List<KeyFate> keys,
        List<Related> related,
        List<Concern> concerns) {

    /**
     * Who published it.
     *
     * @param handle as claimed, empty if none is known
     * @param isHandleVerified whether the handle's domain names the same DID
     * @param server where the account lives by its newest identity, empty if unknown
     */
    public record Publisher(String did, String handle, boolean isHandleVerified, String server) {}

    /**
     * A repository of images that holds it.
     *
     * @param binding {@code bound}, {@code unbound-legacy} or {@code mismatch}
     * @param hold DID of the service that stores the bytes, empty if the record names none
     * @param deletedAt null while the record is there
     * @param tags believed to name it now
     * @param findings codes about the record itself
     */
    public record Place(
            String repository,
            String mediaType,
            String binding,
            String hold,
            long firstSeenAt,
            @Nullable Long deletedAt,
            List<String> tags,
            PolicyResult policy,
            List<String> findings) {}

    /**
     * What the trust policy in force said when the record arrived.
     *
     * @param result {@code none}, {@code allowed}, {@code would-deny} or {@code denied}
     * @param name of the policy that decided, empty if none matched
     * @param line of the document that decided
     */
    public record PolicyResult(String result, String name, int line, String reason, String hash) {}

    /**
     * One operation on the record that publishes it, or one sight of it in an export.
     *
     * @param action {@code create}, {@code update}, {@code delete}, {@code snapshot}, …
     * @param path collection and record key
     * @param recordCid empty for a delete
     * @param judgings what was said of its commit, the first word first; never empty
     */
    public record Write(
            long at,
            String action,
            String path,
            String recordCid,
            String rev,
            String commit,
            List<String> findings,
            List<Judging> judgings) {

        /** What was said first. */
        public Judging first() {
            return judgings.get(0);
        }

        /** What holds today. */
        public Judging last() {
            return judgings.get(judgings.size() - 1);
        }

        /** Whether the record was there after it. */
        public boolean isThere() {
            return !recordCid.isEmpty() && !action.equals("delete") && !action.equals("vanished");
        }
    }

    /**
     * A verdict about a commit.
     *
     * @param reason what became known that changed the verdict, empty for the first
     * @param key did:key it was judged against, empty if there was none
     * @param operation CID of the operation, or hash of the document, that named the key
     */
    public record Judging(
            long at,
            String verdict,
            String reason,
            String key,
            String operation,
            List<String> findings,
            String detail) {}

    /**
     * A change of a tag.
     *
     * @param digest what it named from then on, empty after a delete
     * @param until when the next change that counts came; equal to {@code from} where this one never counted; null while it holds
     */
    public record TagChange(
            String repository,
            String tag,
            String change,
            String digest,
            String before,
            long from,
            @Nullable Long until,
            String verdict) {

        /** Whether it counted at a time, by what is known today. */
        public boolean countsAt(long time) {
            return from <= time && (until == null || until > time);
        }

        /** Whether it never counted. */
        public boolean neverCounted() {
            return until != null && until == from;
        }
    }

    /**
     * What became of a key.
     *
     * @param ended {@code current}, {@code replaced}, {@code nullified}, {@code refused} or {@code tombstoned}
     * @param until when it stopped being the account's key by the log as it is now; null while it is
     * @param servedUntil when the directory went on to name another, null while it names this one
     * @param undoneBy CID of the operation that undid the one that set it, empty if none did
     */
    public record KeyFate(
            String key,
            long from,
            @Nullable Long until,
            @Nullable Long servedUntil,
            String ended,
            String operation,
            @Nullable Long undoneAt,
            String undoneBy) {

        private KeyFate asOf(long time) {
            boolean isUndoneLater = undoneAt != null && undoneAt > time;
            boolean isReplacedLater = undoneAt == null && until != null && until > time;
            return isUndoneLater || isReplacedLater
                    ? new KeyFate(key, from, null, null, "current", operation, null, "")
                    : this;
        }
    }

    /**
     * Another image that belongs to it.
     *
     * @param kind how
     * @param isKnown whether the same publisher's record of it was seen
     */
    public record Related(Kind kind, String digest, String what, boolean isKnown) {
        /** How images belong together. */
        public enum Kind {
            /** It is a list of images for several platforms, and this is one of them. */
            CHILD,
            /** This is such a list, and has it. */
            PARENT,
            /** It says something about this one: a signature, a bill of materials. */
            SUBJECT,
            /** This says something about it. */
            REFERRER
        }
    }

    /** An alert. */
    public record Concern(String id, String rule, String priority, String status, long raisedAt, String title) {}

    /** Whether anything was known of it at a time. */
    public boolean isKnownAt(long time) {
        return writes.stream().anyMatch(write -> write.at() <= time)
                || tags.stream()
                        .anyMatch(change ->
                                change.from() <= time && change.digest().equals(digest));
    }

    /** The write that decides: the newest that counts, else the newest of all; null if there is none. */
    public @Nullable Write deciding() {
        Write newest = null;
        Write verified = null;
        for (Write write : writes) {
            if (write.isThere()) {
                newest = write;
                verified = write.last().verdict().equals("VERIFIED") ? write : verified;
            }
        }
        return verified != null ? verified : newest;
    }

    /** The key a write was judged against, as far as its history is known. */
    public @Nullable KeyFate fate(Judging judging) {
        KeyFate found = null;
        for (KeyFate key : keys) {
            if (key.key().equals(judging.key())) {
                found = key.operation().equals(judging.operation()) || found == null ? key : found;
            }
        }
        return found;
    }

    /** As it was known at a time: later writes, verdicts, deletions and undoings are left out. */
    public Provenance asOf(long time) {
        List<Write> then = writes.stream()
                .filter(write -> write.at() <= time && write.first().at() <= time)
                .map(write -> new Write(
                        write.at(),
                        write.action(),
                        write.path(),
                        write.recordCid(),
                        write.rev(),
                        write.commit(),
                        write.findings(),
                        write.judgings().stream()
                                .filter(judging -> judging.at() <= time)
                                .toList()))
                .toList();
        List<Place> there = places.stream()
                .filter(place -> place.firstSeenAt() <= time)
                .map(place -> new Place(
                        place.repository(),
                        place.mediaType(),
                        place.binding(),
                        place.hold(),
                        place.firstSeenAt(),
                        place.deletedAt() != null && place.deletedAt() <= time ? place.deletedAt() : null,
                        place.tags(),
                        place.policy(),
                        place.findings()))
                .toList();
        return new Provenance(
                publisher,
                digest,
                there,
                then,
                tags.stream().filter(change -> change.from() <= time).toList(),
                keys.stream()
                        .filter(key -> key.from() <= time)
                        .map(key -> key.asOf(time))
                        .toList(),
                related,
                concerns.stream().filter(concern -> concern.raisedAt() <= time).toList());
    }
}
