package dev.sigwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
    @Test
    void unprovenIsNeverFoldedIntoEitherSide() {
        assertThat(fold().verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(fold(FindingCode.IDENTITY_TRANSIENT).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(fold(FindingCode.IDENTITY_TRANSIENT).signature()).isEqualTo(Proof.UNPROVEN);
        assertThat(fold(FindingCode.IDENTITY_TRANSIENT, FindingCode.REV_REPLAY).verdict())
                .isEqualTo(Verdict.VIOLATION);
        assertThat(fold(FindingCode.IDENTITY_TRANSIENT, FindingCode.REV_REPLAY).signature())
                .isEqualTo(Proof.UNPROVEN);
    }

    @Test
    void aLineFailsOnItsOwn() {
        Judgement judgement = fold(FindingCode.CAR_HASH_MISMATCH);
        assertThat(judgement.verdict()).isEqualTo(Verdict.VIOLATION);
        assertThat(judgement.signature()).isEqualTo(Proof.PASS);
        assertThat(judgement.tree()).isEqualTo(Proof.FAIL);
        assertThat(judgement.chain()).isEqualTo(Proof.PASS);
    }

    @Test
    void unreadableOutweighsEverything() {
        assertThat(fold(FindingCode.SEQ_REGRESSION, FindingCode.CAR_MALFORMED).verdict())
                .isEqualTo(Verdict.MALFORMED);
        assertThat(Judgement.notice(List.of(FindingCode.FRAME_MALFORMED.found()))
                        .verdict())
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void remarksChangeNothing() {
        assertThat(fold(FindingCode.OK_EMPTY_COMMIT, FindingCode.ENVELOPE_NONCANONICAL)
                        .verdict())
                .isEqualTo(Verdict.VERIFIED);
        assertThat(Judgement.notice(List.of(FindingCode.DEPRECATED_EVENT.found("#handle")))
                        .verdict())
                .isEqualTo(Verdict.NOTICE);
    }

    @Test
    void aCommitWhoseSignatureNobodyCheckedIsNotVerified() {
        Judgement judgement = Judgement.fold(List.of(), Proof.NONE, Proof.NONE, Proof.PASS, "", "");
        assertThat(judgement.verdict()).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void detailsAreSpelledOut() {
        Judgement judgement = Judgement.notice(
                List.of(FindingCode.FRAME_UNKNOWN_TYPE.found("#x"), FindingCode.ENVELOPE_NONCANONICAL.found()));
        assertThat(judgement.detail()).isEqualTo("FRAME_UNKNOWN_TYPE: #x");
    }

    private static Judgement fold(FindingCode... codes) {
        return Judgement.fold(
                java.util.Arrays.stream(codes).map(FindingCode::found).toList(),
                Proof.PASS,
                Proof.NONE,
                Proof.PASS,
                "",
                "");
    }
}
