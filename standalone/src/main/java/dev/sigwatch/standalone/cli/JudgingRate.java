package dev.sigwatch.standalone.cli;

import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How fast commits were judged, beside verifying the same signatures and nothing else, in the same process. */
final class JudgingRate {
    /** Signatures kept for the comparison; more do not change it. */
    private static final int MAX_SAMPLES = 100_000;

    private final SignatureVerifier verifier;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, PublicKey> keys = new HashMap<>();

    private record Sample(PublicKey key, byte[] digest, byte[] signature) {}

    JudgingRate(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    void judged(CheckedEvent event, Judgement judgement) {
        if (judgement.signature() == Proof.PASS && !judgement.key().isEmpty() && samples.size() < MAX_SAMPLES) {
            PublicKey key = keys.computeIfAbsent(judgement.key(), PublicKey::parseDidKey);
            samples.add(new Sample(key, event.digest(), event.signature()));
        }
    }

    /**
     * Verifies the signatures and compares.
     *
     * @param nanos how long judging all frames took
     * @throws IllegalStateException if a signature that passed does not verify
     */
    String compare(long frames, long nanos) {
        verifyAll();
        long begun = System.nanoTime();
        verifyAll();
        long bare = System.nanoTime() - begun;
        return String.format(
                Locale.ROOT,
                "judged %,.0f frames/s; %,.0f bare verifications/s of their %,d signatures (%s)",
                frames * 1e9 / Math.max(1, nanos),
                samples.size() * 1e9 / Math.max(1, bare),
                samples.size(),
                verifier.name());
    }

    private void verifyAll() {
        for (Sample sample : samples) {
            if (!verifier.verify(sample.key, sample.digest, sample.signature)) {
                throw new IllegalStateException("a signature that passed does not verify");
            }
        }
    }
}
