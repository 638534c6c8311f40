package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tag's operation means against the tag's past, and the manifests there are. */
final class TagChange {
    private final String did;
    private final KnownRecords known;
    private final boolean complete;

    /** @param complete whether a manifest that is not known is not there */
    TagChange(String did, KnownRecords known, boolean complete) {
        this.did = did;
        this.known = known;
        this.complete = complete;
    }

    List<Finding> findings(RecordChange change) {
        KnownRecord after = change.after();
        if (after == null) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        if (isDangling(change.record())) {
            findings.add(FindingCode.TAG_DANGLING.found(after.digest()));
        }
        moved(change, after, findings);
        KnownRecord own = change.ownBefore();
        boolean isOther = own != null
                && !own.name().equals(after.name())
                && !own.tag().isEmpty()
                && !after.tag().isEmpty();
        if (own != null && isOther) {
            findings.add(FindingCode.SLOT_REUSED.found("was " + own.name()));
        }
        return findings;
    }

    private static void moved(RecordChange change, KnownRecord after, List<Finding> findings) {
        String digest = after.digest();
        String before = change.digestBefore();
        if (!before.isEmpty() && !digest.isEmpty() && !before.equals(digest)) {
            String why = change.isAfterDisowned()
                    ? ", where a commit had set it that somebody else turned out to have signed"
                    : "";
            findings.add(FindingCode.TAG_MOVED.found("from " + before + why));
        }
        KnownRecord past = past(change);
        if (past == null || digest.isEmpty() || past.disowned()) {
            // Who takes a tag back from a thief may go back to wherever it was.
            return;
        }
        int place = past.place(digest);
        if (place >= 0 && place < past.place(past.digest())) {
            findings.add(FindingCode.TAG_ROLLBACK.found("from " + past.digest()));
        }
    }

    /** Deleting a tag does not make its past undone. */
    private static @Nullable KnownRecord past(RecordChange change) {
        return change.before() == null && change.deleted() != null
                ? change.deleted().record()
                : change.before();
    }

    private boolean isDangling(RecordFacts tag) {
        String digest = tag.registry().targetDigest();
        boolean isOwn = tag.registry().targetDid().isEmpty()
                || tag.registry().targetDid().equals(did);
        if (!complete || !isOwn || digest.isEmpty()) {
            return false;
        }
        String key = tag.manifestUri().substring(tag.manifestUri().lastIndexOf('/') + 1);
        boolean isUnderKey = !key.isEmpty() && known.get(KnownRecord.MANIFEST + "/" + key) != null;
        return !isUnderKey && !known.hasManifest(digest);
    }
}
