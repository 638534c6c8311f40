package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.standalone.trust.ProofJudge.ProofConclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProofJudgeTest {
    private static final RepoPath PATH = RepoPath.parse("io.atcr.tag/v7");

    private final Publisher alice = new Publisher("https://pds.example.com", 60);
    private final List<String> told = new ArrayList<>();

    @Test
    void aProofProvesOneRecord() {
        ProofConclusion judged = judge(proof(alice.commit()), alice.document());
        assertThat(judged.conclusion().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(judged.records()).singleElement().satisfies(record -> {
            assertThat(record.path()).isEqualTo(PATH);
            assertThat(record.cid()).isEqualTo(alice.record(PATH.value()));
        });
        assertThat(told)
                .containsExactly(
                        "archive pass",
                        "commit pass",
                        "identity pass",
                        "did pass",
                        "key pass",
                        "signature pass",
                        "path pass",
                        "record pass");
        assertThat(judged.conclusion().stages().get(7).detail())
                .contains("at://" + alice.did() + "/" + PATH, String.valueOf(alice.record(PATH.value())));
    }

    @Test
    void aProofIsSmallerThanTheRepository() {
        assertThat(proof(alice.commit()).length).isLessThan(alice.export().length / 4);
    }

    @Test
    void anotherKeyOrAnotherAccountProvesNothing() {
        Commit forged = Commit.sign(alice.did(), alice.tree().root(), Publisher.REV, Publisher.NEXT);
        expect(judge(proof(forged), alice.auditLog()), Verdict.VIOLATION, "SIG_UNKNOWN_KEY");
        Publisher bob = new Publisher("https://pds.example.org", 0);
        expect(judge(proof(alice.commit()), bob.document()), Verdict.VIOLATION, "ENVELOPE_COMMIT_MISMATCH");
    }

    @Test
    void aKeyOfThePastLeavesItUnproven() {
        byte[] log = alice.rotate(Publisher.NEXT).auditLog();
        expect(judge(proof(alice.commit()), log), Verdict.UNPROVEN, "SIG_RETIRED_KEY_UNDATED");
    }

    @Test
    void anIdentityThatCannotBeReadLeavesTheSignatureUnproven() {
        ProofConclusion judged = judge(proof(alice.commit()), new byte[] {'{', '}'});
        expect(judged, Verdict.UNPROVEN, FindingCode.DIDDOC_MALFORMED.name());
        assertThat(told).contains("signature unproven", "path pass", "record pass");
    }

    @Test
    void aBrokenPathAndAChangedRecordAreFound() {
        byte[] changed = proof(alice.commit());
        changed[changed.length - 1] ^= 1;
        expect(judge(changed, alice.document()), Verdict.VIOLATION, "CAR_HASH_MISMATCH");

        Map<Cid, byte[]> path = new LinkedHashMap<>(alice.tree().path(PATH.value()));
        path.remove(alice.tree().root());
        byte[] record = Objects.requireNonNull(alice.records().get(alice.record(PATH.value())));
        byte[] rootless = Publisher.export(alice.commit(), path, Map.of(alice.record(PATH.value()), record));
        expect(judge(rootless, alice.document()), Verdict.UNPROVEN, "PROOF_ROOT_MISSING");
    }

    @Test
    void anArchiveWithoutARecordProvesNone() {
        ProofConclusion judged =
                judge(Publisher.export(alice.commit(), alice.tree().path(PATH.value())), alice.document());
        expect(judged, Verdict.VIOLATION, "record: ");
        assertThat(judged.records()).isEmpty();
    }

    @Test
    void garbageIsMalformed() {
        assertThat(judge(new byte[] {1, 2, 3}, alice.document()).conclusion().verdict())
                .isEqualTo(Verdict.MALFORMED);
    }

    private byte[] proof(Commit commit) {
        byte[] record = Objects.requireNonNull(alice.records().get(alice.record(PATH.value())));
        return RecordProof.write(commit.toBytes(), alice.tree(), PATH, record);
    }

    private static void expect(ProofConclusion judged, Verdict verdict, String said) {
        assertThat(judged.conclusion().verdict())
                .as(judged.conclusion().sentence())
                .isEqualTo(verdict);
        assertThat(judged.conclusion().sentence()).contains(said);
    }

    private ProofConclusion judge(byte[] car, byte[] identity) {
        Trail trail = new Trail(
                () -> 0, stage -> told.add(stage.name() + " " + stage.outcome().wireName()));
        return new ProofJudge(trail, SignatureVerifiers.bouncyCastle()).judge(car, identity);
    }
}
