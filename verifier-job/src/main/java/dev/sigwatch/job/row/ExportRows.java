package dev.sigwatch.job.row;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.sink.row.ExportRow;
import dev.sigwatch.sink.row.Table;

/**
 * The rows of a judged part of an export: the archive that proves the records that are news in it, and with the last part the row of
 * the whole. None of them is a verdict's: those are of frames, one each.
 */
final class ExportRows {
    /** Evidence that is an archive of a commit, registry records, and the tree between them. */
    static final String EXPORT_PROOF = "export-proof";

    private ExportRows() {}

    static void add(JudgedEvent judged, ExportFacts export, RowOutput out) {
        CheckedEvent part = judged.event();
        if (part.frame().length > 0) {
            out.add(Table.EVIDENCE, EventRows.evidence(part, EXPORT_PROOF, part.frame()));
        }
        if (export.isLast()) {
            out.add(Table.EXPORTS, row(judged, export));
        }
    }

    /** The last part's conclusion is the whole export's. */
    private static ExportRow row(JudgedEvent judged, ExportFacts export) {
        CheckedEvent part = judged.event();
        FrameFacts facts = part.facts();
        Judgement judgement = judged.judgement();
        return new ExportRow(
                part.did(),
                export.source(),
                export.reason(),
                facts.receivedAt(),
                judged.judgedAt(),
                export.bytes(),
                export.records(),
                export.count(),
                part.rev(),
                part.commitCid(),
                part.dataCid(),
                judgement.verdict().name(),
                judgement.signature().wireName(),
                judgement.tree().wireName(),
                judgement.chain().wireName(),
                EventRows.codes(judgement.findings()),
                judgement.key(),
                judgement.keySource(),
                judgement.detail(),
                export.failure(),
                facts.partition(),
                facts.offset());
    }
}
