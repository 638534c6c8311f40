package dev.sigwatch.standalone.feed;

import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A directory that says again what the network said while a capture was made.
 *
 * <p>A capture is the whole world, so its last answer about a DID is also today's: it is given a second time, dated now. Without
 * that a question about the time after the capture would wait for an answer that nobody can give.
 */
final class CaptureDirectory implements IdentityDirectory {
    private static final Lane HERE = new Lane("capture", 4, Double.POSITIVE_INFINITY);

    private final Map<String, List<IdentityObservation>> identities;
    private final Clock clock;

    CaptureDirectory(Capture capture, Clock clock) {
        this.identities = capture.identities();
        this.clock = clock;
    }

    @Override
    public Lookup lookup(String did) {
        List<IdentityObservation> observations = identities.getOrDefault(did, List.of());
        if (observations.isEmpty()) {
            return new Failed("capture", "the capture says nothing about this DID", null);
        }
        List<IdentityObservation> answers = new ArrayList<>(observations);
        answers.sort(Comparator.comparingLong(IdentityObservation::observedAt));
        observations.stream()
                .filter(answer -> answer.kind() == Kind.DID_DOCUMENT || answer.kind() == Kind.NOT_FOUND)
                .max(Comparator.comparingLong(IdentityObservation::observedAt))
                .ifPresent(last -> answers.add(new IdentityObservation(
                        did,
                        last.kind(),
                        last.source(),
                        ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()),
                        last.body())));
        return new Observed(answers);
    }

    /** This directory for the DIDs of the capture, another for all others. */
    IdentityDirectory orElse(IdentityDirectory other) {
        return new IdentityDirectory() {
            @Override
            public Lookup lookup(String did) {
                return directory(did).lookup(did);
            }

            @Override
            public Lane lane(String did) {
                return directory(did).lane(did);
            }

            private IdentityDirectory directory(String did) {
                return identities.containsKey(did) ? CaptureDirectory.this : other;
            }
        };
    }

    @Override
    public Lane lane(String did) {
        return HERE;
    }
}
