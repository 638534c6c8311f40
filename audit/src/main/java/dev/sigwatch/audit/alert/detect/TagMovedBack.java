package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R4: a tag was moved back to an image it had left, or to another account's. What {@code latest} points to is no promise. Over when
 * the tag moves on, or is deleted.
 */
final class TagMovedBack extends RecordDetector {
    private static final String LATEST = "latest";

    TagMovedBack() {
        super(Rule.R4, EnumSet.of(FindingCode.TAG_ROLLBACK, FindingCode.TAG_FOREIGN));
    }

    @Override
    Detection.@Nullable Builder found(Signal.OfEvent signal, RecordFacts record, List<Finding> findings) {
        if (!record.collection().equals(TAG) || !isCommit(signal.event())) {
            return null;
        }
        boolean isForeign = findings.stream().anyMatch(it -> it.code() == FindingCode.TAG_FOREIGN);
        return isForeign ? foreign(signal, record) : back(signal, record);
    }

    private Detection.Builder back(Signal.OfEvent signal, RecordFacts record) {
        boolean isLatest = record.tag().equals(LATEST);
        String before = RecordWords.digestOr(record.registry().beforeDigest(), "nothing");
        return about(record.path(), signal)
                .priority(
                        isLatest ? Priority.P4 : rule().priority(), isLatest ? Priority.P3 : rule().priorityIfWatched())
                .saying(
                        "Tag moved back to an older image",
                        Words.capital(Words.event(signal.event())) + " points " + RecordWords.image(record) + " to "
                                + RecordWords.digestOr(RecordWords.digest(record), "no image")
                                + " again, which it had been moved away from; until now it pointed to " + before
                                + ". Who pulls the tag gets the older image with whatever was mended since. A publisher who"
                                + " takes a bad release back does this, too: ask.");
    }

    private Detection.Builder foreign(Signal.OfEvent signal, RecordFacts record) {
        String owner = RecordWords.digestOr(record.registry().targetDid(), "another account");
        return about(record.path(), signal)
                .saying(
                        "Tag points to another account's image",
                        Words.capital(Words.event(signal.event())) + " points " + RecordWords.image(record) + " to "
                                + RecordWords.digestOr(RecordWords.digest(record), "an image") + " of " + owner
                                + ". Whoever trusts the tag's account runs what that other one signed. No registry client"
                                + " writes such a tag.")
                .fact("target_did", Words.name(record.registry().targetDid()));
    }

    @Override
    boolean endsIt(CheckedEvent event, RecordFacts record) {
        boolean isMove = record.findings().stream().anyMatch(it -> it.code() == FindingCode.TAG_MOVED);
        return record.collection().equals(TAG) && isCommit(event) && (isMove || isDelete(record));
    }
}
