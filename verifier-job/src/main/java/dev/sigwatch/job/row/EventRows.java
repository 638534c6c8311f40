package dev.sigwatch.job.row;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a judged frame: its verdict, its registry records, and the evidence that is kept; and those of an export's part,
 * see {@link ExportRows}.
 */
public final class EventRows implements RowMapping<JudgedEvent> {
    private static final long serialVersionUID = 1L;

    /** Evidence that is a whole frame. */
    static final String FRAME = "frame";
    /** Evidence that is the signed commit only: enough to redo the signature check. */
    static final String COMMIT_BLOCK = "commit-block";
    /** Evidence that is an archive of two commits signed for one revision, its roots: enough to prove that to anybody. */
    static final String EQUIVOCATION = "equivocation";

    private static final String ORIGIN = "frame";

    @Override
    public void rows(JudgedEvent judged, RowOutput out) {
        CheckedEvent event = judged.event();
        if (event.export() != null) {
            ExportRows.add(judged, event.export(), out);
        } else {
            addFrame(judged, out);
        }
        byte[] other = judged.judgement().otherBlock();
        if (other.length > 0) {
            out.add(Table.EVIDENCE, evidence(event, EQUIVOCATION, archive(event.commitBlock(), other)));
        }
    }

    private static void addFrame(JudgedEvent judged, RowOutput out) {
        CheckedEvent event = judged.event();
        Judgement judgement = judged.judgement();
        out.add(Table.VERDICTS, verdict(event, judgement, judged.judgedAt()));
        for (RecordFacts record : event.records()) {
            out.add(Table.RECORDS, record(event, judgement, record, ORIGIN));
        }
        // Of a frame without bytes there is nothing to keep but that it had none.
        if (event.frame().length > 0 || event.facts().size() == 0) {
            out.add(Table.EVIDENCE, evidence(event, FRAME, event.frame()));
        } else if (event.commitBlock().length > 0 && isWorthEvidence(judgement.verdict())) {
            out.add(Table.EVIDENCE, evidence(event, COMMIT_BLOCK, event.commitBlock()));
        }
    }

    private static boolean isWorthEvidence(Verdict verdict) {
        return switch (verdict) {
            case VERIFIED, NOTICE -> false;
            case VIOLATION, UNPROVEN, MALFORMED -> true;
        };
    }

    private static VerdictRow verdict(CheckedEvent event, Judgement judgement, long judgedAt) {
        FrameFacts facts = event.facts();
        return new VerdictRow(
                facts.host(),
                facts.seq(),
                facts.receivedAt(),
                judgedAt,
                event.kind().wireName(),
                event.did(),
                event.rev(),
                Tid.tryParse(event.rev()).map(Tid::micros).orElse(null),
                event.commitCid(),
                event.dataCid(),
                event.prevDataCid(),
                event.since(),
                event.ops(),
                facts.inScope(),
                judgement.verdict().name(),
                judgement.signature().wireName(),
                judgement.tree().wireName(),
                judgement.chain().wireName(),
                codes(judgement.findings()),
                judgement.key(),
                judgement.keySource(),
                judgement.detail(),
                facts.size(),
                facts.partition(),
                facts.offset(),
                0,
                "");
    }

    static RecordRow record(CheckedEvent event, Judgement judgement, RecordFacts record, String origin) {
        FrameFacts facts = event.facts();
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
                codes(record.findings()),
                record.json(),
                facts.partition(),
                facts.offset(),
                record.index(),
                origin);
    }

    static EvidenceRow evidence(CheckedEvent event, String kind, byte[] body) {
        FrameFacts facts = event.facts();
        String topic = event.export() == null ? "/" : "/export/";
        String id = facts.host() + topic + facts.partition() + "/" + facts.offset() + "/" + kind;
        return new EvidenceRow(id, event.did(), kind, facts.host(), facts.seq(), facts.receivedAt(), body);
    }

    private static byte[] archive(byte[]... commits) {
        List<Block> blocks = new ArrayList<>();
        for (byte[] commit : commits) {
            blocks.add(new Block(Cid.ofDagCbor(commit), commit));
        }
        return CarWriter.write(blocks.stream().map(Block::cid).toList(), blocks);
    }

    static List<String> codes(List<Finding> findings) {
        return findings.stream().map(finding -> finding.code().name()).toList();
    }
}
