package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.judge.RecordDetails;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R3: an image's record was changed in what its digest stands for, came back as another, or went while a tag pointed to it. Deleting
 * what no tag points to is cleaning up. Over when the record is again what it was.
 */
final class ManifestRewritten extends RecordDetector {
    ManifestRewritten() {
        super(
                Rule.R3,
                EnumSet.of(FindingCode.MANIFEST_MUTATED, FindingCode.MANIFEST_RECREATED, FindingCode.TAG_DANGLING));
    }

    @Override
    Detection.@Nullable Builder found(Signal.OfEvent signal, RecordFacts record, List<Finding> findings) {
        if (!record.collection().equals(MANIFEST) || !isCommit(signal.event())) {
            return null;
        }
        for (Finding finding : findings) {
            if (finding.code() == FindingCode.MANIFEST_MUTATED) {
                return changed(signal, record, "Image's record was changed", "changes the record of ");
            }
            if (RecordDetails.isOfOtherContents(finding)) {
                return changed(signal, record, "Image came back as another", "writes again, with other contents, ");
            }
            if (finding.code() == FindingCode.TAG_DANGLING && isDelete(record)) {
                return deleted(signal, record, finding);
            }
        }
        return null;
    }

    private Detection.Builder changed(Signal.OfEvent signal, RecordFacts record, String title, String verb) {
        return about(record.path(), signal)
                .saying(
                        title,
                        Words.capital(Words.event(signal.event())) + " " + verb + RecordWords.image(record)
                                + ": record " + RecordWords.digestOr(record.recordCid(), "unknown")
                                + (record.prevCid().isEmpty() ? "" : " in the place of " + record.prevCid())
                                + ". More than when, where and in which repository it was written is different, though a digest"
                                + " stands for one image only. Compare both records before the image is run again.");
    }

    private Detection.Builder deleted(Signal.OfEvent signal, RecordFacts record, Finding finding) {
        return about(record.path(), signal)
                .saying(
                        "Tagged image was deleted",
                        Words.capital(Words.event(signal.event())) + " deletes " + RecordWords.image(record)
                                + ", to which " + RecordWords.detail(finding)
                                + " still pointed. Who pulls the tag gets nothing, or what a cache kept. If the tag is deleted"
                                + " next, somebody cleaned up in the wrong order.")
                .fact("tags", RecordWords.detail(finding));
    }

    @Override
    boolean endsIt(CheckedEvent event, RecordFacts record) {
        return record.collection().equals(MANIFEST) && !isDelete(record) && isCommit(event);
    }
}
