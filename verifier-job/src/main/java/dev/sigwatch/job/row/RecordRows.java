package dev.sigwatch.job.row;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.job.value.RecordedEvent;
import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.Table;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of registry records: one per operation, or per record that an export shows anew. */
public final class RecordRows implements RowMapping<RecordedEvent> {
    private static final long serialVersionUID = 1L;
    private static final String FRAME = "frame";
    private static final String EXPORT = "export";

    @Override
    public void rows(RecordedEvent recorded, RowOutput out) {
        List<RecordFacts> records = recorded.event().records();
        for (int i = 0; i < records.size(); i++) {
            out.add(
                    Table.RECORDS,
                    row(recorded, records.get(i), recorded.decisions().get(i)));
        }
    }

    private static RecordRow row(RecordedEvent recorded, RecordFacts record, TrustDecision decision) {
        CheckedEvent event = recorded.event();
        Judgement judgement = recorded.judgement();
        FrameFacts facts = event.facts();
        RegistryFacts registry = record.registry();
        return new RecordRow(
                event.did(),
                record.collection(),
                record.rkey(),
                record.action(),
                record.recordCid(),
                record.prevCid(),
                event.rev(),
                event.commitCid(),
                record.repository(),
                record.digest(),
                record.blobDigest(),
                record.mediaType(),
                record.tag(),
                record.manifestUri(),
                record.holdDid(),
                record.createdAt() == RecordFacts.NO_TIME ? null : Long.valueOf(record.createdAt()),
                facts.receivedAt(),
                judgement.verdict().name(),
                EventRows.codes(record.findings()),
                record.json(),
                facts.partition(),
                facts.offset(),
                record.index(),
                event.export() == null ? FRAME : EXPORT,
                registry.binding().wireName(),
                registry.era(),
                registry.targetDigest(),
                registry.targetDid(),
                registry.beforeDigest(),
                judgement.key(),
                judgement.keySource(),
                recorded.handle(),
                recorded.handleVerified(),
                decision.result().wireName(),
                decision.policyName(),
                decision.line(),
                decision.reason(),
                recorded.policyHash(),
                details(record.findings()));
    }

    private static String details(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.detail().isEmpty())
                .map(finding -> finding.code() + ": " + finding.detail())
                .collect(Collectors.joining("; "));
    }
}
