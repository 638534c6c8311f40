package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.alert.Detection;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Signal;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * R6: a publisher, a repository or a storage service that was not there before. One incident for each of the three, however many
 * repositories an account makes. New keys are K1's.
 */
final class FirstSeen extends RecordDetector {
    FirstSeen() {
        super(
                Rule.R6,
                EnumSet.of(
                        FindingCode.PUBLISHER_FIRST_SEEN,
                        FindingCode.REPOSITORY_FIRST_SEEN,
                        FindingCode.HOLD_FIRST_SEEN));
    }

    @Override
    Detection.@Nullable Builder found(Signal.OfEvent signal, RecordFacts record, List<Finding> findings) {
        String repository = RecordWords.digestOr(record.repository(), "no repository");
        String hold = record.holdDid().isEmpty() ? "" : " on storage service " + Words.name(record.holdDid());
        String image = RecordWords.image(record);
        if (isAny(findings, FindingCode.PUBLISHER_FIRST_SEEN)) {
            return about("publisher", signal)
                    .saying(
                            "New publisher",
                            "The account publishes its first image, " + image + hold
                                    + ". Nothing more is known of it yet: make sure that it is who its handle says.");
        }
        boolean isRepository = isAny(findings, FindingCode.REPOSITORY_FIRST_SEEN);
        return about(isRepository ? "repository" : "hold", signal)
                .saying(
                        isRepository ? "New repository" : "New storage service",
                        isRepository
                                ? "The account publishes its first image in repository " + repository + ": " + image
                                        + hold + "."
                                : "The account publishes its first image" + hold + ": " + image
                                        + ". Whoever runs the service can withhold the image, not change it.")
                .fact("hold", Words.name(record.holdDid()));
    }

    private static boolean isAny(List<Finding> findings, FindingCode code) {
        return findings.stream().anyMatch(finding -> finding.code() == code);
    }

    @Override
    boolean endsIt(CheckedEvent event, RecordFacts record) {
        return false;
    }
}
