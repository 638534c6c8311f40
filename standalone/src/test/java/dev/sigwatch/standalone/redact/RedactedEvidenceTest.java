package dev.sigwatch.standalone.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.atproto.stream.FrameEncoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.standalone.trust.EvidenceProof;
import dev.sigwatch.standalone.trust.Publisher;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedEvidenceTest {
    private static final int RECORDS = 40;

    private final Secretive alice = new Secretive(RECORDS);

    @ParameterizedTest
    @ValueSource(strings = {"frame", "export-proof"})
    void oneRecordsContentsGoAndAllElseStays(String kind) {
        byte[] redacted = redact(kind, bytes(kind), Secretive.path(7));
        for (int i = 0; i < RECORDS; i++) {
            assertThat(Secretive.has(redacted, Secretive.secret(i)))
                    .as("record %s", i)
                    .isEqualTo(i != 7);
        }
        RecordProof proof = RecordProof.read(redacted);
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.records()).hasSize(RECORDS - 1);
        assertThat(Objects.requireNonNull(proof.tree()).get(Secretive.path(7))).contains(alice.cid(7));
        assertThat(SignatureVerifiers.best()
                        .verify(
                                Publisher.SIGNING.publicKey(),
                                Objects.requireNonNull(proof.commit()).digest(),
                                proof.commit().signature()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame", "export-proof"})
    void ofAWholeAccountOnlyCommitAndTreeStay(String kind) {
        byte[] redacted = RedactedEvidence.of(kind, bytes(kind), path -> true).orElseThrow();
        assertThat(Secretive.has(redacted, "the secret")).isFalse();
        RecordProof proof = RecordProof.read(redacted);
        assertThat(proof.problems()).isEmpty();
        assertThat(proof.records()).isEmpty();
        assertThat(Objects.requireNonNull(proof.tree()).entries()).hasSize(RECORDS);
    }

    @Test
    void aProofOfItsHashCanStillBeCutFromIt() {
        byte[] redacted = redact("frame", alice.frame(), Secretive.path(7));
        EvidenceProof gone = EvidenceProof.of(
                RedactedEvidence.KIND, redacted, alice.commitCid(), RepoPath.parse(Secretive.path(7)), alice.cid(7));
        assertThat(gone.isRedacted()).isTrue();
        assertThat(Car.read(Objects.requireNonNull(gone.car())).roots())
                .containsExactly(alice.commitCid(), alice.cid(7));
        EvidenceProof there = EvidenceProof.of(
                RedactedEvidence.KIND, redacted, alice.commitCid(), RepoPath.parse(Secretive.path(8)), alice.cid(8));
        assertThat(there.isRedacted()).isFalse();
    }

    @Test
    void redactingTwiceTakesBoth() {
        byte[] once = redact("frame", alice.frame(), Secretive.path(7));
        assertThat(RedactedEvidence.of(RedactedEvidence.KIND, once, Secretive.path(7)::equals))
                .isEmpty();
        byte[] twice = redact(RedactedEvidence.KIND, once, Secretive.path(8));
        assertThat(RecordProof.read(twice).records()).hasSize(RECORDS - 2);
    }

    @Test
    void whatBelongsToNothingGoesToo() {
        byte[] smuggled = ("again: " + Secretive.secret(7)).getBytes(StandardCharsets.UTF_8);
        byte[] mislabelled = ("once more: " + Secretive.secret(7)).getBytes(StandardCharsets.UTF_8);
        byte[] frame = alice.frame(Map.of(Cid.ofDagCbor(smuggled), smuggled, Cid.ofDagCbor(new byte[1]), mislabelled));
        byte[] redacted = redact("frame", frame, Secretive.path(7));
        assertThat(Secretive.has(redacted, Secretive.secret(7))).isFalse();
        assertThat(RecordProof.read(redacted).records()).hasSize(RECORDS - 1);
    }

    @Test
    void whatCannotBeReadGoesAsAWhole() {
        byte[] frame = alice.frame();
        byte[] broken = java.util.Arrays.copyOf(frame, frame.length - 10);
        assertThat(RedactedEvidence.of("frame", broken, path -> true).orElseThrow())
                .isEmpty();
        assertThat(RedactedEvidence.of("export-proof", new byte[] {1, 2}, path -> true)
                        .orElseThrow())
                .isEmpty();
        assertThat(RedactedEvidence.of("export-proof", new byte[0], path -> true))
                .isEmpty();
    }

    @Test
    void whatHasNothingOfItStaysVerbatim() {
        assertThat(RedactedEvidence.of("frame", alice.frame(), "io.atcr.repo.page/none"::equals))
                .isEmpty();
        byte[] identity = FrameEncoder.encode(
                new RepoEvent.Identity(alice.publisher().did(), Publisher.HANDLE), 1, "2026-01-01T00:00:00.000Z");
        assertThat(RedactedEvidence.of("frame", identity, path -> true)).isEmpty();
    }

    private byte[] bytes(String kind) {
        return kind.equals("frame") ? alice.frame() : alice.export();
    }

    private static byte[] redact(String kind, byte[] evidence, String path) {
        return RedactedEvidence.of(kind, evidence, path::equals).orElseThrow();
    }
}
