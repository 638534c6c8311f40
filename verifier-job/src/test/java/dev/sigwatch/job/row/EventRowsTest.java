package dev.sigwatch.job.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.ExportRow;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRowsTest {
    private static final long JUDGED_AT = Publisher.START + 5_000_000;

    private final Publisher publisher = new Publisher(3);

    @Test
    void aCommitBecomesAVerdictAndItsFrame() {
        Frame frame = publisher.commit();
        CheckedEvent event = FrameAuditor.check(frame, 2, 41);

        List<Record> rows = rows(event, List.of());

        assertThat(rows).hasSize(2);
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
        EvidenceRow evidence = (EvidenceRow) rows.get(1);
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

    @Test
    void anExportIsARowOfItsOwnAndWhatProvesItsRecords() {
        publisher.commit();
        publisher.commit();
        List<ExportPart> parts = publisher.export(9);

        List<Record> first = rows(ExportAuditor.check(parts.get(0), 1, 7), List.of());
        List<Record> last = rows(ExportAuditor.check(parts.get(1), 1, 8), List.of());

        assertThat(first).hasSize(1);
        EvidenceRow evidence = (EvidenceRow) first.get(0);
        assertThat(evidence.evidenceId()).isEqualTo("pds.test/export/1/7/export-proof");
        assertThat(evidence.kind()).isEqualTo("export-proof");
        assertThat(evidence.seq()).isEqualTo(-1);
        assertThat(evidence.body()).isSameAs(parts.get(0).car());
        assertThat(last).hasSize(2);
        ExportRow export = (ExportRow) last.get(1);
        assertThat(export.did()).isEqualTo(publisher.did());
        assertThat(export.source()).startsWith("https://pds.test/");
        assertThat(export.reason()).isEqualTo("first-seen");
        assertThat(export.fetchedAt()).isEqualTo(parts.get(0).fetchedAt());
        assertThat(export.judgedAt()).isEqualTo(JUDGED_AT);
        assertThat(export.records()).isEqualTo(2);
        assertThat(export.parts()).isEqualTo(2);
        assertThat(export.rev()).isNotEmpty();
        assertThat(export.tree()).isEqualTo("pass");
        assertThat(export.exportPartition()).isEqualTo(1);
        assertThat(export.exportOffset()).isEqualTo(8);
    }

    @Test
    void aFailedAttemptIsARowOfExportsOnly() {
        RepoRequest request = new RepoRequest(publisher.did(), RepoRequest.Reason.SYNC, Publisher.START, "");
        CheckedEvent event = ExportAuditor.check(ExportPart.failure(request, "", Publisher.START, "HTTP 502"), 1, 7);

        List<Record> rows = rows(event, event.findings());

        assertThat(rows).hasSize(1);
        ExportRow export = (ExportRow) rows.get(0);
        assertThat(export.failure()).isEqualTo("HTTP 502");
        assertThat(export.verdict()).isEqualTo("UNPROVEN");
        assertThat(export.findings()).contains("RESYNC_FAILED");
    }

    @Test
    void twoSignedCommitsOfOneRevisionAreOneEvidence() throws Exception {
        CheckedEvent one = FrameAuditor.check(publisher.commit(), 2, 40);
        CheckedEvent other = FrameAuditor.check(new Publisher(3).commit("other"), 2, 41);
        CollectedRows out = new CollectedRows();

        Judgement judgement =
                judgement(List.of(FindingCode.EQUIVOCATION_SAME_REV.found())).contradictedBy(one.commitBlock());
        new EventRows().rows(new JudgedEvent(other, judgement, JUDGED_AT), out);

        EvidenceRow evidence = (EvidenceRow) out.rows().get(out.rows().size() - 1);
        assertThat(evidence.evidenceId()).isEqualTo("relay.test/2/41/equivocation");
        Car car = Car.read(evidence.body());
        assertThat(car.roots()).extracting(Cid::toString).containsExactly(other.commitCid(), one.commitCid());
        assertThat(car.roots())
                .extracting(root -> car.block(root).orElseThrow().toBytes())
                .containsExactly(other.commitBlock(), one.commitBlock());
    }

    @Test
    void aRevisionIsAVerdictAndNothingElse() {
        CheckedEvent event = FrameAuditor.check(publisher.commit(), 2, 41);
        CollectedRows out = new CollectedRows();

        new EventRows()
                .rows(
                        new JudgedEvent(
                                event.bare(),
                                judgement(List.of(FindingCode.SIG_NULLIFIED_KEY.found())),
                                JUDGED_AT,
                                2,
                                "a recovery"),
                        out);

        assertThat(out.rows()).hasSize(1);
        VerdictRow verdict = (VerdictRow) out.rows().get(0);
        assertThat(verdict.verdict()).isEqualTo("VIOLATION");
        assertThat(verdict.revision()).isEqualTo(2);
        assertThat(verdict.revisionReason()).isEqualTo("a recovery");
        assertThat(verdict.frameOffset()).isEqualTo(41);
        assertThat(verdict.receivedAt()).isEqualTo(event.facts().receivedAt());
        assertThat(verdict.ops()).isEqualTo(1);
    }

    @Test
    void evidenceIsNamedAsItsRowsAre() {
        publisher.commit();
        List<CheckedEvent> events = List.of(
                FrameAuditor.check(publisher.commit(), 2, 41),
                outOfScope(publisher.commit()),
                FrameAuditor.check(new Frame("relay.test", -1, -1, false, Publisher.START, new byte[0]), 2, 41),
                ExportAuditor.check(publisher.export(9).get(0), 1, 7));
        for (CheckedEvent event : events) {
            for (Judgement judgement : List.of(
                    judgement(List.of()),
                    judgement(List.of(FindingCode.SIG_UNKNOWN_KEY.found())),
                    judgement(List.of())
                            .contradictedBy(publisher.export(9).get(0).car()))) {
                CollectedRows out = new CollectedRows();
                new EventRows().rows(new JudgedEvent(event, judgement, JUDGED_AT), out);

                assertThat(EventRows.evidenceIds(event, judgement))
                        .isEqualTo(out.rows().stream()
                                .filter(EvidenceRow.class::isInstance)
                                .map(row -> ((EvidenceRow) row).evidenceId())
                                .toList());
            }
        }
    }

    private static CheckedEvent outOfScope(Frame frame) {
        Frame outside =
                new Frame(frame.host(), frame.seq(), frame.previousSeq(), false, frame.receivedAt(), frame.bytes());
        return FrameAuditor.check(outside, 2, 41);
    }

    private static List<Record> rows(CheckedEvent event, List<Finding> findings) {
        CollectedRows out = new CollectedRows();
        new EventRows().rows(new JudgedEvent(event, judgement(findings), JUDGED_AT), out);
        return out.rows();
    }

    private static Judgement judgement(List<Finding> findings) {
        return Judgement.fold(findings, Proof.PASS, Proof.PASS, Proof.NONE, "did:key:k", "sha256:d");
    }
}
