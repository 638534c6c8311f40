package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.RecordFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A registry record as operations, or an export, last showed it. Texts are empty where a record has no such thing, or where it was
 * remembered by a version that did not keep it; what others chose is cut.
 *
 * @param cid of the record
 * @param exportedAt the export that showed it last, by its time in microseconds since the epoch; 0 if none did yet
 * @param rev revision of the commit that wrote this value; empty where an export showed it
 * @param disowned whether that commit turned out to be signed by somebody else than the account's owner
 * @param digest of a tag: what it points to; of a manifest: its own
 * @param pointed of a tag: what it ever pointed to, each once, in the order of first appearance; at most {@link #MAX_POINTED}
 * @param mark of a manifest: that of its first contents known, which its digest should keep; else that of the value
 * @param size of a manifest's bytes, -1 where it is not known
 */
public record KnownRecord(
        String cid,
        long exportedAt,
        String rev,
        boolean disowned,
        String repository,
        String tag,
        String digest,
        List<Pointed> pointed,
        String mark,
        String holdDid,
        String mediaType,
        long size) {

    static final String MANIFEST = "io.atcr.manifest";
    static final String TAG = "io.atcr.tag";

    /** Registry records remembered per DID; changes of more are not noticed. The largest publishers have some thousands. */
    public static final int MAX_TRACKED = 100_000;

    /** Digests remembered per tag. Who goes back further than so many images goes back to one that nobody runs any more. */
    public static final int MAX_POINTED = 16;

    /** Longest text kept of a record: the schemas' longest is a repository's name. */
    public static final int MAX_TEXT = 256;

    /** Longest mark: a crew member's role and permissions. */
    private static final int MAX_MARK = 2_048;

    /**
     * A digest that a tag pointed to.
     *
     * @param rev revision of the commit that first pointed it there; empty where an export showed it
     */
    public record Pointed(String digest, String rev) {}

    /**
     * A record as a commit wrote it, or an export showed it, with nothing known before.
     *
     * @param rev revision of the commit, empty for an export
     * @param size of a manifest's bytes, -1 if not known
     */
    static KnownRecord of(RecordFacts record, String rev, long exportedAt, long size) {
        boolean isTag = record.collection().equals(TAG) && !record.tag().isEmpty();
        String named = record.collection().equals(MANIFEST) ? record.digest() : "";
        String digest = cut(isTag ? record.registry().targetDigest() : named);
        return new KnownRecord(
                record.recordCid(),
                exportedAt,
                rev,
                false,
                cut(record.repository()),
                isTag ? cut(record.tag()) : "",
                digest,
                isTag && !digest.isEmpty() ? List.of(new Pointed(digest, rev)) : List.of(),
                cut(record.registry().mark(), MAX_MARK),
                cut(record.holdDid()),
                cut(record.mediaType()),
                size);
    }

    /** This record in the place of another: a tag's past goes on, and so do a manifest's first contents. */
    KnownRecord after(KnownRecord before) {
        boolean keepsMark = isManifest() && !before.disowned && !before.mark.isEmpty();
        return new KnownRecord(
                cid,
                exportedAt,
                rev,
                disowned,
                repository,
                tag,
                digest,
                pointedAfter(before),
                keepsMark ? before.mark : mark,
                holdDid,
                mediaType,
                size);
    }

    private List<Pointed> pointedAfter(KnownRecord before) {
        List<Pointed> all = new ArrayList<>(before.pointed);
        if (!digest.isEmpty() && before.place(digest) < 0) {
            all.addAll(pointed);
        }
        while (all.size() > MAX_POINTED) {
            all.remove(all.get(0).digest().equals(digest) ? 1 : 0);
        }
        return List.copyOf(all);
    }

    /** Where in its past a tag first pointed to a digest; -1 if it never did. */
    int place(String other) {
        for (int i = 0; i < pointed.size(); i++) {
            if (pointed.get(i).digest().equals(other)) {
                return i;
            }
        }
        return -1;
    }

    /** What a tag's owner last made it newly point to; empty if nothing. */
    String newestPointed() {
        return pointed.isEmpty() ? "" : pointed.get(pointed.size() - 1).digest();
    }

    /** This record without what commits that turned out to be somebody else's made of it; itself where they made nothing. */
    KnownRecord without(Set<String> revs) {
        boolean isTheirs = revs.contains(rev);
        List<Pointed> own =
                pointed.stream().filter(it -> !revs.contains(it.rev())).toList();
        return !isTheirs && own.size() == pointed.size()
                ? this
                : new KnownRecord(
                        cid,
                        exportedAt,
                        rev,
                        disowned || isTheirs,
                        repository,
                        tag,
                        digest,
                        own,
                        mark,
                        holdDid,
                        mediaType,
                        size);
    }

    /** This record, shown again by an export with the same value, of which less may have been kept. */
    KnownRecord shownAgain(KnownRecord shown) {
        KnownRecord whole = digest.isEmpty() && mark.isEmpty() ? shown : this;
        return new KnownRecord(
                cid,
                shown.exportedAt,
                rev,
                disowned,
                whole.repository,
                whole.tag,
                whole.digest,
                whole.pointed,
                whole.mark,
                whole.holdDid,
                whole.mediaType,
                whole.size);
    }

    /** Whether it is an image, and not a tag or anything else. */
    boolean isManifest() {
        return tag.isEmpty() && !digest.isEmpty();
    }

    /** A tag for people. */
    String name() {
        return repository + ":" + tag;
    }

    private static String cut(String text) {
        return cut(text, MAX_TEXT);
    }

    private static String cut(String text, int limit) {
        return text.length() > limit ? text.substring(0, limit) : text;
    }
}
