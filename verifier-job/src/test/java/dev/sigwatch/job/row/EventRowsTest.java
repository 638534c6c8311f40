package dev.sigwatch.job.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRowsTest {
    private static final long JUDGED_AT = Publisher.START + 5_000_000;

    private final Publisher publisher = new Publisher(3);

    @Test
    void aCommitBecomesAVerdictItsRecordsAndItsFrame() {
        Frame frame = publisher.commit();
        CheckedEvent event = FrameAuditor.check(frame, 2, 41);

        List<Record> rows = rows(event, List.of());

        assertThat(rows).hasSize(3);
        VerdictRow verdict = (VerdictRow) rows.get(0);
        assertThat(verdict.host()).isEqualTo("relay.test");
        assertThat(verdict.did()).isEqualTo(publisher.did());
        assertThat(verdict.verdict()).isEqualTo("VERIFIED");
        assertThat(verdict.signature()).isEqualTo("pass");
        assertThat(verdict.key()).isEqualTo("did:key:k");
        assertThat(verdict.keySource()).isEqualTo("sha256:d");
        assertThat(verdict.revAt()).isEqualTo(frame.receivedAt());
        assertThat(verdict.judgedAt()).isEqualTo(JUDGED_AT);
        assertThat(verdict.framePartition()).isEqualTo(2);
        assertThat(verdict.frameOffset()).isEqualTo(41);
        assertThat(verdict.commitCid()).isEqualTo(event.commitCid());
        RecordRow record = (RecordRow) rows.get(1);
        assertThat(record.collection()).isEqualTo("io.atcr.tag");
        assertThat(record.tag()).isEqualTo("v0");
        assertThat(record.verdict()).isEqualTo("VERIFIED");
        EvidenceRow evidence = (EvidenceRow) rows.get(2);
        assertThat(evidence.evidenceId()).isEqualTo("relay.test/2/41/frame");
        assertThat(evidence.kind()).isEqualTo("frame");
        assertThat(evidence.body()).isSameAs(frame.bytes());
    }

    @Test
    void outsideTheScopeAProvenCommitLeavesNoEvidence() {
        assertThat(rows(outOfScope(publisher.commit()), List.of())).noneMatch(EvidenceRow.class::isInstance);
    }

    @Test
    void outsideTheScopeAnUnprovenCommitLeavesItsSignedBlock() {
        CheckedEvent event = outOfScope(publisher.commit());

        List<Record> rows = rows(event, List.of(FindingCode.SIG_UNKNOWN_KEY.found()));

        EvidenceRow evidence = (EvidenceRow) rows.get(rows.size() - 1);
        assertThat(evidence.evidenceId()).isEqualTo("relay.test/2/41/commit-block");
        assertThat(evidence.body()).isSameAs(event.commitBlock());
    }

    @Test
    void anUnreadableFrameIsARowToo() {
        CheckedEvent event =
                FrameAuditor.check(new Frame("relay.test", -1, -1, false, Publisher.START, new byte[] {9}), 2, 41);

        List<Record> rows = rows(event, event.findings());

        VerdictRow verdict = (VerdictRow) rows.get(0);
        assertThat(verdict.verdict()).isEqualTo("MALFORMED");
        assertThat(verdict.kind()).isEqualTo("unknown");
        assertThat(verdict.seq()).isEqualTo(-1);
        assertThat(verdict.revAt()).isNull();
        assertThat(verdict.findings()).contains("FRAME_MALFORMED");
        assertThat(rows).hasSize(2).last().isInstanceOf(EvidenceRow.class);
    }

    @Test
    void aFrameWithoutBytesLeavesEvidenceOfThat() {
        CheckedEvent event =
                FrameAuditor.check(new Frame("relay.test", -1, -1, false, Publisher.START, new byte[0]), 2, 41);

        List<Record> rows = rows(event, event.findings());

        assertThat(rows).hasSize(2).last().isInstanceOf(EvidenceRow.class);
        assertThat(((EvidenceRow) rows.get(1)).body()).isEmpty();
    }

    private static CheckedEvent outOfScope(Frame frame) {
        Frame outside =
                new Frame(frame.host(), frame.seq(), frame.previousSeq(), false, frame.receivedAt(), frame.bytes());
        return FrameAuditor.check(outside, 2, 41);
    }

    private static List<Record> rows(CheckedEvent event, List<Finding> findings) {
        CollectedRows out = new CollectedRows();
        Judgement judgement = Judgement.fold(findings, Proof.PASS, Proof.NONE, Proof.NONE, "did:key:k", "sha256:d");
        new EventRows().rows(new JudgedEvent(event, judgement, JUDGED_AT), out);
        return out.rows();
    }
}
