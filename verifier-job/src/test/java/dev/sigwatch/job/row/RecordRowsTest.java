package dev.sigwatch.job.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.value.RecordedEvent;
import dev.sigwatch.sink.row.RecordRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordRowsTest {
    private final Publisher publisher = new Publisher(3);

    @Test
    void anOperationIsARowWithItsCommitsVerdictAndKey() {
        CheckedEvent event = FrameAuditor.check(publisher.commit(), 2, 41);

        RecordRow row = rows(event, TrustDecision.NONE).get(0);

        assertThat(row.did()).isEqualTo(publisher.did());
        assertThat(row.collection()).isEqualTo("io.atcr.tag");
        assertThat(row.tag()).isEqualTo("v0");
        assertThat(row.action()).isEqualTo("create");
        assertThat(row.record()).contains("\"app\"");
        assertThat(row.rev()).isEqualTo(event.rev());
        assertThat(row.commitCid()).isEqualTo(event.commitCid());
        assertThat(row.verdict()).isEqualTo("VERIFIED");
        assertThat(row.key()).isEqualTo("did:key:k");
        assertThat(row.keySource()).isEqualTo("sha256:d");
        assertThat(row.origin()).isEqualTo("frame");
        assertThat(row.framePartition()).isEqualTo(2);
        assertThat(row.frameOffset()).isEqualTo(41);
        assertThat(row.policyResult()).isEqualTo("none");
    }

    @Test
    void whatTheRegistrysRulesAndThePolicySayIsInTheRow() {
        CheckedEvent checked = FrameAuditor.check(publisher.commit(), 2, 41);
        CheckedEvent event = checked.withRecords(List.of(withRegistry(
                checked.records().get(0),
                new RegistryFacts(Binding.BOUND, "2026-08", "sha256:b", "did:plc:o", "sha256:a", "", List.of()))));

        RecordRow row = rows(event, new TrustDecision(TrustDecision.Result.WOULD_DENY, "prod", 12, "not listed"))
                .get(0);

        assertThat(row.binding()).isEqualTo("bound");
        assertThat(row.era()).isEqualTo("2026-08");
        assertThat(row.targetDigest()).isEqualTo("sha256:b");
        assertThat(row.targetDid()).isEqualTo("did:plc:o");
        assertThat(row.beforeDigest()).isEqualTo("sha256:a");
        assertThat(row.findings()).containsExactly("TAG_MOVED", "TAG_GRAMMAR");
        assertThat(row.findingDetails()).isEqualTo("TAG_MOVED: from a to b");
        assertThat(row.handle()).isEqualTo("alice.test");
        assertThat(row.handleVerified()).isTrue();
        assertThat(row.policyResult()).isEqualTo("would-deny");
        assertThat(row.policyName()).isEqualTo("prod");
        assertThat(row.policyLine()).isEqualTo(12);
        assertThat(row.policyReason()).isEqualTo("not listed");
        assertThat(row.policyHash()).isEqualTo("abcd");
    }

    @Test
    void whatAnExportFoundOfARecordIsARowOfTheRecord() {
        publisher.commit();
        CheckedEvent part = ExportAuditor.check(publisher.export(9).get(0), 1, 7);
        RecordFacts shown = part.records().get(0);
        CheckedEvent event = part.withRecords(List.of(
                shown.as("changed", "bafybefore", List.of(FindingCode.RECORD_CHANGED_SILENTLY.found())),
                RecordFacts.gone(
                        1, "io.atcr.tag/app_old", "vanished", "bafyold", FindingCode.RECORD_VANISHED.found())));

        List<RecordRow> rows = rows(event, TrustDecision.NONE);

        RecordRow changed = rows.get(0);
        assertThat(changed.action()).isEqualTo("changed");
        assertThat(changed.origin()).isEqualTo("export");
        assertThat(changed.framePartition()).isEqualTo(1);
        assertThat(changed.frameOffset()).isEqualTo(7);
        assertThat(changed.prevCid()).isEqualTo("bafybefore");
        assertThat(changed.findings()).containsExactly("TAG_NO_TARGET", "RECORD_CHANGED_SILENTLY");
        RecordRow vanished = rows.get(1);
        assertThat(vanished.action()).isEqualTo("vanished");
        assertThat(vanished.rkey()).isEqualTo("app_old");
        assertThat(vanished.recordCid()).isEmpty();
        assertThat(vanished.prevCid()).isEqualTo("bafyold");
        assertThat(vanished.opIndex()).isEqualTo(1);
    }

    private static RecordFacts withRegistry(RecordFacts record, RegistryFacts registry) {
        return new RecordFacts(
                record.index(),
                record.collection(),
                record.rkey(),
                record.action(),
                record.recordCid(),
                record.prevCid(),
                record.repository(),
                record.digest(),
                record.blobDigest(),
                record.mediaType(),
                record.tag(),
                record.manifestUri(),
                record.holdDid(),
                record.createdAt(),
                record.json(),
                registry,
                List.of(FindingCode.TAG_MOVED.found("from a to b"), FindingCode.TAG_GRAMMAR.found()));
    }

    private static List<RecordRow> rows(CheckedEvent event, TrustDecision decision) {
        CollectedRows out = new CollectedRows();
        Judgement judgement = Judgement.fold(List.of(), Proof.PASS, Proof.PASS, Proof.NONE, "did:key:k", "sha256:d");
        List<TrustDecision> decisions =
                event.records().stream().map(record -> decision).toList();
        new RecordRows().rows(new RecordedEvent(event, judgement, "alice.test", true, decisions, "abcd"), out);
        return out.rows().stream().map(RecordRow.class::cast).toList();
    }
}
