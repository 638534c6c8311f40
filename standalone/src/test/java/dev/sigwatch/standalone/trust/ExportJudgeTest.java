package dev.sigwatch.standalone.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.SignatureForm;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.ExportFile;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExportJudgeTest {
    private static final Did BOB = Did.parse("did:plc:ewvi7nxzyoun6zhxrhs64oiz");

    private final Publisher alice = new Publisher("https://pds.example.com", 60);
    private final List<String> told = new ArrayList<>();

    @Test
    void everyLinkOfAnHonestRepositoryHolds() {
        Conclusion conclusion = judge(alice.export(), identity());
        assertThat(conclusion.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(conclusion.signature()).isEqualTo(Proof.PASS);
        assertThat(conclusion.tree()).isEqualTo(Proof.PASS);
        assertThat(conclusion.findings()).isEmpty();
        assertThat(conclusion.records()).isEqualTo(60);
        assertThat(conclusion.version()).isEqualTo(3);
        assertThat(conclusion.rev()).isEqualTo(Publisher.REV.value());
        assertThat(conclusion.did()).isEqualTo(alice.did().value());
        assertThat(told)
                .containsExactly(
                        "archive pass",
                        "commit pass",
                        "did pass",
                        "signature pass",
                        "tree pass",
                        "rebuild pass",
                        "records pass");
    }

    @Test
    void withoutAnIdentityTheSignatureIsUnprovenAndTheRestIsJudged() {
        Conclusion conclusion = judge(alice.export(), null);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(conclusion.signature()).isEqualTo(Proof.UNPROVEN);
        assertThat(conclusion.tree()).isEqualTo(Proof.PASS);
        assertThat(conclusion.sentence()).contains("could not check signature");
        assertThat(told).contains("did none", "signature unproven", "records pass");
    }

    @Test
    void anEmptyRepositoryIsARepository() {
        Publisher nobody = new Publisher("https://pds.example.com", 0);
        Conclusion conclusion = judge(nobody.export(), identity(nobody));
        assertThat(conclusion.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(conclusion.records()).isZero();
    }

    @Test
    void theCommitOfAnotherAccountIsFoundByItsDidAlone() {
        Commit foreign = Commit.sign(BOB, alice.tree().root(), Publisher.REV, Publisher.SIGNING);
        expect(
                Publisher.export(foreign, alice.tree().nodes(), alice.records()),
                "did",
                FindingCode.ENVELOPE_COMMIT_MISMATCH,
                Verdict.VIOLATION);
        assertThat(told).contains("signature pass");
    }

    @Test
    void aSignatureIsExplained() {
        Commit commit = alice.commit();
        expect(
                signed(commit, Publisher.ROTATION.sign(commit.digest())),
                "signature",
                FindingCode.SIG_WRONG_PURPOSE_KEY,
                Verdict.VIOLATION);
        expect(
                signed(commit, Publisher.NEXT.sign(commit.digest())),
                "signature",
                FindingCode.SIG_UNKNOWN_KEY,
                Verdict.VIOLATION);
        expect(
                signed(commit, SignatureForm.twin(Curve.K256, commit.signature())),
                "signature",
                FindingCode.SIG_HIGH_S,
                Verdict.VIOLATION);
        alice.rotate(Publisher.NEXT);
        expect(alice.export(), "signature", FindingCode.SIG_RETIRED_KEY_UNDATED, Verdict.UNPROVEN);
    }

    @Test
    void aSignatureOfAnotherLengthIsAFaultOfTheCommit() {
        expect(signed(alice.commit(), new byte[63]), "commit", FindingCode.SIG_FORMAT_LENGTH, Verdict.VIOLATION);
        assertThat(told).contains("signature fail");
    }

    @Test
    void aBlockThatIsNotWhatItsCidSaysIsFound() {
        byte[] export = alice.export();
        export[export.length - 1] ^= 1;
        Conclusion conclusion = judge(export, identity());
        assertThat(codes(conclusion)).contains(FindingCode.CAR_HASH_MISMATCH);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.VIOLATION);
        assertThat(conclusion.sentence()).startsWith("the chain breaks at archive");
    }

    @Test
    void aMissingRecordIsFalseAndAMissingNodeLeavesTheTreeUnproven() {
        Map<Cid, byte[]> records = new LinkedHashMap<>(alice.records());
        records.remove(alice.record("io.atcr.tag/v7"));
        expect(
                Publisher.export(alice.commit(), alice.tree().nodes(), records),
                "records",
                FindingCode.RECORD_MISSING_BLOCK,
                Verdict.VIOLATION);

        Map<Cid, byte[]> nodes = new LinkedHashMap<>(alice.tree().nodes());
        nodes.remove(List.copyOf(nodes.keySet()).get(nodes.size() - 1));
        Conclusion conclusion = expect(
                Publisher.export(alice.commit(), nodes, alice.records()),
                "tree",
                FindingCode.PROOF_INCOMPLETE,
                Verdict.UNPROVEN);
        assertThat(conclusion.tree()).isEqualTo(Proof.UNPROVEN);
        assertThat(conclusion.signature()).isEqualTo(Proof.PASS);
        assertThat(told).contains("rebuild none");
    }

    @Test
    void whatIsNoArchiveIsMalformed() {
        for (byte[] garbage : List.of(
                new byte[0],
                "<html>not here</html>".getBytes(StandardCharsets.UTF_8),
                java.util.Arrays.copyOf(alice.export(), 1_000))) {
            Conclusion conclusion = judge(garbage, identity());
            assertThat(conclusion.verdict()).isEqualTo(Verdict.MALFORMED);
            assertThat(conclusion.sentence()).contains("archive");
        }
    }

    @Test
    void aRootThatIsNoCommitIsMalformed() {
        byte[] block = {0x07};
        byte[] car = dev.sigwatch.atproto.car.CarWriter.write(
                List.of(Cid.ofDagCbor(block)),
                List.of(new dev.sigwatch.atproto.car.Block(Cid.ofDagCbor(block), block)));
        Conclusion conclusion = judge(car, identity());
        assertThat(codes(conclusion)).containsExactly(FindingCode.COMMIT_UNREADABLE);
        assertThat(conclusion.verdict()).isEqualTo(Verdict.MALFORMED);
        assertThat(conclusion.tree()).isEqualTo(Proof.NONE);
        assertThat(conclusion.version()).isZero();
    }

    private Conclusion expect(byte[] export, String stage, FindingCode code, Verdict verdict) {
        Conclusion conclusion = judge(export, identity());
        assertThat(codes(conclusion)).containsExactly(code);
        assertThat(conclusion.verdict()).isEqualTo(verdict);
        assertThat(conclusion.sentence()).contains(stage + ": ", code.name());
        return conclusion;
    }

    private byte[] signed(Commit commit, byte[] signature) {
        Commit other = new Commit(commit.did(), commit.data(), commit.rev(), commit.prev(), signature, commit.digest());
        return Publisher.export(other, alice.tree().nodes(), alice.records());
    }

    private Identity identity() {
        return identity(alice);
    }

    private static Identity identity(Publisher publisher) {
        return Objects.requireNonNull(IdentityReader.file(publisher.auditLog(), null, SignatureVerifiers.best())
                .value());
    }

    private Conclusion judge(byte[] car, @Nullable Identity identity) {
        told.clear();
        Trail trail = new Trail(
                () -> 0, stage -> told.add(stage.name() + " " + stage.outcome().wireName()));
        try {
            return new ExportJudge(trail, SignatureVerifiers.bouncyCastle()).judge(ExportFile.of(car), identity, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FindingCode> codes(Conclusion conclusion) {
        return conclusion.findings().stream().map(Finding::code).toList();
    }
}
