package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.mst.MalformedNodeException;
import dev.sigwatch.atproto.mst.Mst;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.TreeProblem;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.ExportFacts;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.FrameFacts;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.stream.ExportPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a part of an export on its own: its commit, and that its records are in the tree that the commit signs. */
public final class ExportAuditor {
    private static final byte[] NOTHING = {};
    private static final String SNAPSHOT = "snapshot";

    private final ExportPart part;
    private final FrameFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private ExportAuditor(ExportPart part, int partition, long offset) {
        this.part = part;
        this.facts =
                new FrameFacts(host(part.source()), -1, part.fetchedAt(), true, part.car().length, partition, offset);
    }

    /**
     * Checks a part; never throws for what the network put into it.
     *
     * @param partition of the exports topic
     * @param offset in that partition
     */
    public static CheckedEvent check(ExportPart part, int partition, long offset) {
        return new ExportAuditor(part, partition, offset).event();
    }

    private CheckedEvent event() {
        if (!part.failure().isEmpty()) {
            findings.add(FindingCode.RESYNC_FAILED.found(part.failure()));
            return event(null, NOTHING, "", List.of());
        }
        for (ExportPart.Problem problem : part.problems()) {
            findings.add(TreeFindings.of(new TreeProblem(TreeProblem.Kind.valueOf(problem.kind()), problem.detail())));
        }
        try {
            return opened(Car.read(part.car()));
        } catch (MalformedException e) {
            // The fetcher saw that already, and said so among the problems.
            if (part.problems().isEmpty()) {
                findings.add(FindingCode.CAR_MALFORMED.found(e.rule()));
            }
            return event(null, NOTHING, "", List.of());
        }
    }

    private CheckedEvent opened(Car car) {
        Cid cid = car.roots().get(0);
        Slice block = car.block(cid).orElse(null);
        if (block == null) {
            findings.add(FindingCode.COMMIT_BLOCK_MISSING.found(cid.toString()));
            return event(null, NOTHING, cid.toString(), List.of());
        }
        CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
        reading.problems()
                .forEach(problem -> findings.add(CommitFindings.code(problem).found()));
        Commit commit = reading.commit();
        if (commit == null) {
            return event(null, block.toBytes(), cid.toString(), List.of());
        }
        if (!commit.did().value().equals(part.did())) {
            findings.add(FindingCode.ENVELOPE_COMMIT_MISMATCH.found("the export is of " + commit.did()));
        }
        return event(commit, block.toBytes(), cid.toString(), records(commit, car));
    }

    private List<RecordFacts> records(Commit commit, Car car) {
        List<RecordFacts> records = new ArrayList<>();
        RecordReader reader = new RecordReader(part.did(), commit.rev().value(), part.fetchedAt());
        try {
            Mst tree = Mst.load(commit.data(), cid -> car.block(cid).orElse(null));
            for (Map.Entry<String, Cid> entry : tree.entriesAtHand().entrySet()) {
                Slice block = car.block(entry.getValue()).orElse(null);
                if (block != null && RecordReader.isRegistry(entry.getKey())) {
                    RepoPath path = RepoPath.parse(entry.getKey());
                    records.add(reader.read(records.size(), path, SNAPSHOT, entry.getValue(), null, block));
                }
            }
        } catch (MalformedNodeException e) {
            if (part.problems().isEmpty()) {
                findings.add(TreeFindings.of(TreeProblem.of(e)));
            }
        }
        return List.copyOf(records);
    }

    private CheckedEvent event(@Nullable Commit commit, byte[] block, String commitCid, List<RecordFacts> records) {
        return new CheckedEvent(
                facts,
                EventKind.EXPORT,
                part.did(),
                commit == null ? "" : commit.rev().value(),
                "",
                commitCid,
                commit == null ? "" : commit.data().toString(),
                "",
                0,
                commit == null ? NOTHING : commit.digest(),
                commit == null ? NOTHING : commit.signature(),
                List.copyOf(findings),
                records,
                block,
                part.car(),
                commit == null ? Proof.UNPROVEN : Proof.PASS,
                new ExportFacts(
                        part.source(),
                        part.reason().wireName(),
                        part.index(),
                        part.count(),
                        part.bytes(),
                        part.records(),
                        part.failure()),
                null);
    }

    private static String host(String source) {
        int from = source.indexOf("//");
        int to = source.indexOf('/', from + 2);
        return from < 0 ? "" : source.substring(from + 2, to < 0 ? source.length() : to);
    }
}
