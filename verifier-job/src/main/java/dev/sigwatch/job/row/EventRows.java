package dev.sigwatch.job.row;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.Tid;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.Verdict;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a judged frame: its verdict, and the evidence that is kept; those of an export's part, see {@link ExportRows}; and of
 * a revision a verdict only, for the rest stays as it was. Rows of registry records are made later, see {@link RecordRows}.
 */
public final class EventRows implements RowMapping<JudgedEvent> {
    private static final long serialVersionUID = 1L;

    /** Evidence that is a whole frame. */
    static final String FRAME = "frame";
    /** Evidence that is the signed commit only: enough to redo the signature check. */
    static final String COMMIT_BLOCK = "commit-block";
    /** Evidence that is an archive of two commits signed for one revision, its roots: enough to prove that to anybody. */
    static final String EQUIVOCATION = "equivocation";

    @Override
    public void rows(JudgedEvent judged, RowOutput out) {
        CheckedEvent event = judged.event();
        if (judged.revision() > 0) {
            out.add(Table.VERDICTS, verdict(judged));
            return;
        }
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

    /** Ids of the rows of evidence that an event leaves, in their order. */
    public static List<String> evidenceIds(CheckedEvent event, Judgement judgement) {
        List<String> kinds = new ArrayList<>(2);
        if (event.export() != null) {
            if (event.frame().length > 0) {
                kinds.add(ExportRows.EXPORT_PROOF);
            }
        } else if (leavesFrame(event)) {
            kinds.add(FRAME);
        } else if (leavesBlock(event, judgement)) {
            kinds.add(COMMIT_BLOCK);
        }
        if (judgement.otherBlock().length > 0) {
            kinds.add(EQUIVOCATION);
        }
        return kinds.stream().map(kind -> evidenceId(event, kind)).toList();
    }

    private static void addFrame(JudgedEvent judged, RowOutput out) {
        CheckedEvent event = judged.event();
        Judgement judgement = judged.judgement();
        out.add(Table.VERDICTS, verdict(judged));
        if (leavesFrame(event)) {
            out.add(Table.EVIDENCE, evidence(event, FRAME, event.frame()));
        } else if (leavesBlock(event, judgement)) {
            out.add(Table.EVIDENCE, evidence(event, COMMIT_BLOCK, event.commitBlock()));
        }
    }

    /** Of a frame without bytes there is nothing to keep but that it had none. */
    private static boolean leavesFrame(CheckedEvent event) {
        return event.frame().length > 0 || event.facts().size() == 0;
    }

    private static boolean leavesBlock(CheckedEvent event, Judgement judgement) {
        return event.commitBlock().length > 0 && isWorthEvidence(judgement.verdict());
    }

    private static boolean isWorthEvidence(Verdict verdict) {
        return switch (verdict) {
            case VERIFIED, NOTICE -> false;
            case VIOLATION, UNPROVEN, MALFORMED -> true;
        };
    }

    private static VerdictRow verdict(JudgedEvent judged) {
        CheckedEvent event = judged.event();
        Judgement judgement = judged.judgement();
        FrameFacts facts = event.facts();
        return new VerdictRow(
                facts.host(),
                facts.seq(),
                facts.receivedAt(),
                judged.judgedAt(),
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
                judged.revision(),
                judged.revisionReason());
    }

    static EvidenceRow evidence(CheckedEvent event, String kind, byte[] body) {
        FrameFacts facts = event.facts();
        return new EvidenceRow(
                evidenceId(event, kind), event.did(), kind, facts.host(), facts.seq(), facts.receivedAt(), body);
    }

    private static String evidenceId(CheckedEvent event, String kind) {
        FrameFacts facts = event.facts();
        String topic = event.export() == null ? "/" : "/export/";
        return facts.host() + topic + facts.partition() + "/" + facts.offset() + "/" + kind;
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
