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
 * R1: a digest that names an image and is not that image's. A record of the old form that binds nothing is no such thing. Over when
 * the record is written without it, or deleted.
 */
final class DigestUnbound extends RecordDetector {
    DigestUnbound() {
        super(Rule.R1, EnumSet.of(FindingCode.DIGEST_BLOB, FindingCode.RKEY_DIGEST, FindingCode.TAG_CONFLICT));
    }

    @Override
    Detection.@Nullable Builder found(Signal.OfEvent signal, RecordFacts record, List<Finding> findings) {
        return switch (record.collection()) {
            case MANIFEST -> manifest(signal, record);
            case TAG -> tag(signal, record);
            // A storage service's note about an image is no image.
            default -> null;
        };
    }

    private Detection.Builder manifest(Signal.OfEvent signal, RecordFacts record) {
        return about(record.path(), signal)
                .saying(
                        "Image's digest is not that of its contents",
                        Words.capital(Words.event(signal.event())) + " signs " + RecordWords.image(record)
                                + " under the key " + Words.name(record.rkey()) + ", and "
                                + (record.blobDigest().isEmpty()
                                        ? "names no usable bytes"
                                        : "its bytes have the digest " + Words.name(record.blobDigest()))
                                + ". The three should be one: who pulls the image gets what its digest does not stand for. No"
                                + " registry client writes such a record. Do not run the image.")
                .fact("digest_of_blob", Words.name(record.blobDigest()));
    }

    private Detection.Builder tag(Signal.OfEvent signal, RecordFacts record) {
        return about(record.path(), signal)
                .priority(Priority.P2, Priority.P1)
                .saying(
                        "Tag names two images at once",
                        Words.capital(Words.event(signal.event())) + " signs tag " + RecordWords.image(record)
                                + " with two pointers that disagree: "
                                + RecordWords.digestOr(record.manifestUri(), "no record") + " and "
                                + RecordWords.digestOr(
                                        record.digest(),
                                        RecordWords.digestOr(record.registry().targetDigest(), "no digest"))
                                + ". Which image is pulled depends on who reads it.")
                .fact("manifest", Words.name(record.manifestUri()));
    }

    @Override
    boolean endsIt(CheckedEvent event, RecordFacts record) {
        boolean isImage =
                record.collection().equals(MANIFEST) || record.collection().equals(TAG);
        return isImage && isCommit(event);
    }
}
