package dev.sigwatch.job.row;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.sink.row.RecordRow;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of registry records. */
final class RecordRows {
    /** Of an operation. */
    static final String FRAME = "frame";
    /** Of what an export shows. */
    static final String EXPORT = "export";

    private RecordRows() {}

    static RecordRow row(CheckedEvent event, Judgement judgement, RecordFacts record, String origin) {
        FrameFacts facts = event.facts();
        RegistryFacts registry = record.registry();
        TrustDecision decision = TrustDecision.NONE;
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
                origin,
                registry.binding().wireName(),
                registry.era(),
                registry.targetDigest(),
                registry.targetDid(),
                registry.beforeDigest(),
                judgement.key(),
                judgement.keySource(),
                "",
                false,
                decision.result().wireName(),
                decision.policyName(),
                decision.line(),
                decision.reason(),
                "",
                details(record.findings()));
    }

    private static String details(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.detail().isEmpty())
                .map(finding -> finding.code() + ": " + finding.detail())
                .collect(Collectors.joining("; "));
    }
}
