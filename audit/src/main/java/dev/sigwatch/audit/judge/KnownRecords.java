package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.judge.RegistryNote.Deleted;
import dev.sigwatch.audit.judge.RegistryNote.Named;
import dev.sigwatch.audit.judge.RegistryNote.Place;
import dev.sigwatch.audit.judge.RegistryNote.Seen;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The registry records of one DID, with what is noted beside them: kept consistent, and within their bounds. */
final class KnownRecords {
    private static final Pattern SHA_256 = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final String SHA_256_PREFIX = "sha256:";
    private static final String MANIFESTS = KnownRecord.MANIFEST + "/";
    private static final String TAGS = KnownRecord.TAG + "/";
    private static final String NAMED = "named ";
    private static final String DELETED = "deleted ";
    private static final String PLACE = "place ";
    private static final String SEEN = "seen ";

    private final DidState state;

    KnownRecords(DidState state) {
        this.state = state;
    }

    @Nullable
    KnownRecord get(String path) {
        return state.record(path);
    }

    /** Remembers a record, unless there are too many. */
    void put(String path, KnownRecord record) {
        KnownRecord before = state.record(path);
        int tracked = state.head().tracked();
        if (before == null && tracked >= KnownRecord.MAX_TRACKED) {
            state.registry(state.registry().completeAt(""));
            return;
        }
        boolean isNamedAlike = before != null
                && before.digest().equals(record.digest())
                && before.name().equals(record.name());
        if (!isNamedAlike) {
            unname(path, before);
            name(path, record);
        }
        state.record(path, record);
        if (before == null) {
            state.head(state.head().withTracked(tracked + 1));
            state.removeNote(DELETED + path);
        }
    }

    /**
     * Forgets a record, but for the last ones deleted.
     *
     * @param rev revision of the commit that deleted it, empty where an export showed that it is gone
     */
    void remove(String path, String rev) {
        KnownRecord before = state.record(path);
        if (before == null) {
            return;
        }
        state.removeRecord(path);
        unname(path, before);
        state.head(state.head().withTracked(state.head().tracked() - 1));
        if (path.startsWith(MANIFESTS) || path.startsWith(TAGS)) {
            bury(path, before, rev);
        }
    }

    private void bury(String path, KnownRecord record, String rev) {
        long number = state.registry().deletions();
        String place = PLACE + number % RegistryMemory.MAX_DELETED;
        if (state.note(place) instanceof Place older
                && state.note(DELETED + older.path()) instanceof Deleted deleted
                && deleted.number() == number - RegistryMemory.MAX_DELETED) {
            state.removeNote(DELETED + older.path());
        }
        state.note(place, new Place(path));
        state.note(DELETED + path, new Deleted(record, number, rev));
        state.registry(state.registry().withDeletion());
    }

    /** A record that is no more, if it is one of the last deleted. */
    @Nullable
    Deleted deleted(String path) {
        return state.note(DELETED + path) instanceof Deleted deleted ? deleted : null;
    }

    /** Whether there is a manifest, under its digest's key or another. */
    boolean hasManifest(String digest) {
        return manifest(digest) != null || named(digest).manifests() > 0;
    }

    /** The manifest under a digest's key. */
    @Nullable
    KnownRecord manifest(String digest) {
        return SHA_256.matcher(digest).matches() ? state.record(path(digest)) : null;
    }

    /** Who names a digest. */
    Named named(String digest) {
        return state.note(NAMED + digest) instanceof Named named ? named : Named.NOTHING;
    }

    /** Whether a publisher, repository or storage service is seen for the first time; it is no more afterwards. */
    boolean isNew(String name, long at) {
        RegistryMemory memory = state.registry();
        if (memory.seen() >= RegistryMemory.MAX_SEEN || state.note(SEEN + name) != null) {
            return false;
        }
        state.note(SEEN + name, new Seen(at));
        state.registry(memory.withSeen());
        return true;
    }

    /** Whether nothing of a registry was ever remembered. */
    boolean isUntouched() {
        return state.head().tracked() == 0 && state.registry().equals(RegistryMemory.EMPTY);
    }

    /** Forgets what commits made of records that turned out to be somebody else's. */
    void disown(Set<String> revs) {
        for (Map.Entry<String, KnownRecord> entry : state.records().entrySet()) {
            KnownRecord own = entry.getValue().without(revs);
            if (!own.equals(entry.getValue())) {
                state.record(entry.getKey(), own);
            }
        }
        long newest = state.registry().deletions();
        for (long number = Math.max(0, newest - RegistryMemory.MAX_DELETED); number < newest; number++) {
            if (state.note(PLACE + number % RegistryMemory.MAX_DELETED) instanceof Place place) {
                disownDeleted(place.path(), revs);
            }
        }
    }

    private void disownDeleted(String path, Set<String> revs) {
        Deleted deleted = deleted(path);
        if (deleted == null) {
            return;
        }
        KnownRecord own = deleted.record().without(revs);
        if (revs.contains(deleted.rev()) && path.startsWith(MANIFESTS)) {
            // Whoever puts it back is not to be blamed for it.
            state.removeNote(DELETED + path);
        } else if (!own.equals(deleted.record())) {
            state.note(DELETED + path, new Deleted(own, deleted.number(), deleted.rev()));
        }
    }

    /** Forgets everything there is, because the repository is empty. */
    void clear(String rev) {
        for (String path : new TreeMap<>(state.records()).keySet()) {
            remove(path, rev);
        }
    }

    private void name(String path, KnownRecord record) {
        if (!record.tag().isEmpty() && !record.digest().isEmpty()) {
            named(record.digest(), named(record.digest()).tagged(record.name()));
        } else if (isElsewhere(path, record)) {
            named(record.digest(), named(record.digest()).withManifests(1));
        }
    }

    private void unname(String path, @Nullable KnownRecord record) {
        if (record == null) {
            return;
        }
        if (!record.tag().isEmpty() && !record.digest().isEmpty()) {
            named(record.digest(), named(record.digest()).untagged(record.name()));
        } else if (isElsewhere(path, record)) {
            named(record.digest(), named(record.digest()).withManifests(-1));
        }
    }

    private void named(String digest, Named next) {
        if (next.isEmpty()) {
            state.removeNote(NAMED + digest);
        } else {
            state.note(NAMED + digest, next);
        }
    }

    private static boolean isElsewhere(String path, KnownRecord record) {
        return record.isManifest() && !path.equals(path(record.digest()));
    }

    private static String path(String digest) {
        return MANIFESTS + digest.substring(Math.min(digest.length(), SHA_256_PREFIX.length()));
    }
}
