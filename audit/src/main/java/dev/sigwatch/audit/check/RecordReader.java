package dev.sigwatch.audit.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.DataModel;
import dev.sigwatch.atproto.repo.RecordJson;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.Datetime;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the facts of registry records out of a commit's operations and blocks. */
final class RecordReader {
    static final String REGISTRY = "io.atcr.";

    private RecordReader() {}

    static List<RecordFacts> read(List<RepoOperation> ops, Car car) {
        List<RecordFacts> facts = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            RepoOperation op = ops.get(i);
            if (op.path().collection().value().startsWith(REGISTRY)) {
                facts.add(read(i, op, car));
            }
        }
        return facts.isEmpty() ? List.of() : List.copyOf(facts);
    }

    private static RecordFacts read(int index, RepoOperation op, Car car) {
        Slice block = op.cid() == null ? null : car.block(op.cid()).orElse(null);
        return read(index, op.path(), op.action().wireName(), op.cid(), op.prev(), block);
    }

    /** The facts of one record, with what its block says where there is one. */
    static RecordFacts read(
            int index, RepoPath path, String action, @Nullable Cid cid, @Nullable Cid prev, @Nullable Slice block) {
        JsonNode record = null;
        List<Finding> findings = List.of();
        if (block != null) {
            try {
                record = RecordJson.read(block.buf(), block.offset(), block.length());
                String broken = DataModel.brokenRule(block);
                findings = broken == null ? List.of() : List.of(FindingCode.RECORD_DATA_MODEL.found(broken));
            } catch (MalformedException e) {
                findings = List.of(FindingCode.RECORD_CBOR.found(e.rule()));
            }
        }
        return new RecordFacts(
                index,
                path.collection().value(),
                path.rkey().value(),
                action,
                text(cid),
                text(prev),
                text(record, "repository"),
                text(record, "digest"),
                blobDigest(record),
                text(record, "mediaType"),
                text(record, "tag"),
                text(record, "manifest"),
                text(record, "holdDid"),
                createdAt(record),
                record == null ? "" : record.toString(),
                RegistryFacts.NONE,
                findings);
    }

    private static String text(@Nullable Cid cid) {
        return cid == null ? "" : cid.toString();
    }

    private static String text(@Nullable JsonNode record, String field) {
        return record == null ? "" : record.path(field).asText("");
    }

    /** A blob's CID is the plain SHA-256 of its bytes, so it names the image's digest without a fetch. */
    private static String blobDigest(@Nullable JsonNode record) {
        String link = record == null ? "" : record.at("/manifestBlob/ref/$link").asText("");
        if (link.isEmpty()) {
            return "";
        }
        try {
            return "sha256:" + HexFormat.of().formatHex(Cid.parse(link).digest());
        } catch (MalformedException e) {
            return "";
        }
    }

    /** Tags carry {@code updatedAt} instead. */
    private static long createdAt(@Nullable JsonNode record) {
        String created = text(record, "createdAt");
        return Datetime.tryParse(created.isEmpty() ? text(record, "updatedAt") : created)
                .map(Datetime::micros)
                .orElse(RecordFacts.NO_TIME);
    }
}
