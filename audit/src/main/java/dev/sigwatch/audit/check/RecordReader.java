package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.Datetime;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.registry.Nsids;
import dev.sigwatch.audit.registry.RecordContents;
import dev.sigwatch.audit.registry.RegistryReading;
import dev.sigwatch.audit.registry.RegistryRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the facts of registry records out of one commit's operations and blocks, or out of one part of an export. */
final class RecordReader {
    /** The longest text that a fact can be is an at-uri (8 KB, by the specification of its syntax); a longer one is no fact. */
    private static final int MAX_TEXT = 8 * 1024;

    private final String did;
    private final String rev;
    private final long seenAt;

    /** Many operations may name one block; it is opened once. */
    private final Map<Cid, RecordContents> opened = new HashMap<>();

    /**
     * A reader of one commit's records.
     *
     * @param did whose repository they are in
     * @param rev the commit's revision
     * @param seenAt when the frame or export arrived, microseconds since the epoch
     */
    RecordReader(String did, String rev, long seenAt) {
        this.did = did;
        this.rev = rev;
        this.seenAt = seenAt;
    }

    /** Whether a path is of a registry record. */
    static boolean isRegistry(String path) {
        return path.startsWith(Nsids.AUTHORITY);
    }

    /** The facts of a commit's registry records, in the order of its operations. */
    static List<RecordFacts> read(List<RepoOperation> ops, Car car, CommitEvidence evidence, long seenAt) {
        List<RecordFacts> facts = new ArrayList<>();
        RecordReader reader = null;
        for (int i = 0; i < ops.size(); i++) {
            RepoOperation op = ops.get(i);
            if (isRegistry(op.path().collection().value())) {
                reader = reader == null ? of(evidence, seenAt) : reader;
                Slice block = op.cid() == null ? null : car.block(op.cid()).orElse(null);
                facts.add(reader.read(i, op.path(), op.action().wireName(), op.cid(), op.prev(), block));
            }
        }
        return facts.isEmpty() ? List.of() : List.copyOf(facts);
    }

    private static RecordReader of(CommitEvidence evidence, long seenAt) {
        return new RecordReader(evidence.did().value(), evidence.rev().value(), seenAt);
    }

    /** The facts of one record, with what its block says where there is one. */
    RecordFacts read(
            int index, RepoPath path, String action, @Nullable Cid cid, @Nullable Cid prev, @Nullable Slice block) {
        RecordContents contents = null;
        String json = "";
        RegistryFacts registry = RegistryFacts.NONE;
        List<Finding> findings = new ArrayList<>();
        if (cid != null && block != null) {
            try {
                // 200 operations that name one block of a megabyte must not become 200 MB of rows.
                boolean isFirst = !opened.containsKey(cid);
                contents = contents(cid, block);
                json = isFirst ? contents.text() : "";
                if (contents.brokenRule() != null) {
                    findings.add(FindingCode.RECORD_DATA_MODEL.found(contents.brokenRule()));
                }
                RegistryReading reading = RegistryReading.of(new RegistryRecord(
                        did, path.collection().value(), path.rkey().value(), action, rev, seenAt, contents));
                registry = reading.facts();
                findings.addAll(reading.findings());
            } catch (MalformedException e) {
                findings.add(FindingCode.RECORD_CBOR.found(e.rule()));
            }
        }
        return new RecordFacts(
                index,
                path.collection().value(),
                path.rkey().value(),
                action,
                text(cid),
                text(prev),
                text(contents, "repository"),
                text(contents, "digest"),
                contents == null ? "" : contents.blobDigest(),
                text(contents, "mediaType"),
                text(contents, "tag"),
                text(contents, "manifest"),
                hold(path, contents),
                createdAt(contents),
                json,
                registry,
                List.copyOf(findings));
    }

    private RecordContents contents(Cid cid, Slice block) {
        RecordContents known = opened.get(cid);
        if (known != null) {
            return known;
        }
        RecordContents contents = RecordContents.read(block);
        opened.put(cid, contents);
        return contents;
    }

    private static String text(@Nullable Cid cid) {
        return cid == null ? "" : cid.toString();
    }

    private static String text(@Nullable RecordContents contents, String field) {
        String text = contents == null ? "" : contents.text(field);
        return text.length() > MAX_TEXT ? "" : text;
    }

    /** Where an account's images are, or are to be from now on. */
    private static String hold(RepoPath path, @Nullable RecordContents contents) {
        return text(contents, path.collection().value().equals(Nsids.PROFILE) ? "defaultHold" : "holdDid");
    }

    /** Tags carry {@code updatedAt} instead. */
    private static long createdAt(@Nullable RecordContents contents) {
        String created = text(contents, "createdAt");
        return Datetime.tryParse(created.isEmpty() ? text(contents, "updatedAt") : created)
                .map(Datetime::micros)
                .orElse(RecordFacts.NO_TIME);
    }
}
