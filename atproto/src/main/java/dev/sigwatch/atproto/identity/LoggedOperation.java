package dev.sigwatch.atproto.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.syntax.Did;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of any type as a directory tells it: read, hashed, and held to the rules that it can be held to alone. Whether it
 * has a place in the DID's history, {@link PlcHistory} says. Texts are empty where there is none of the right kind.
 *
 * @param did under which it is filed
 * @param cid recomputed over everything that is there; of what has no canonical form, the CID it is served under
 * @param type as written: {@code plc_operation}, {@code plc_tombstone}, {@code create}, or what else
 * @param prev the CID of the operation before, as written; null for none
 * @param createdAt when the directory says it took it
 * @param acceptedAt the same in microseconds since the epoch; {@link #NO_TIME} if that is no time
 * @param saidNullified whether the directory says that it was undone; null if it does not say
 * @param content the state it sets, a legacy {@code create} in today's terms; empty lists for what sets none
 * @param sig the signature's text
 * @param digest SHA-256 of what is signed; empty if that has no canonical form
 * @param body the operation's JSON
 * @param problems what is wrong with it by itself
 */
@SuppressWarnings("ArrayRecordComponent") // not written to; compared by nobody
public record LoggedOperation(
        String did,
        String cid,
        String type,
        @Nullable String prev,
        String createdAt,
        long acceptedAt,
        @Nullable Boolean saidNullified,
        PlcOperation content,
        String sig,
        byte[] digest,
        String body,
        List<PlcProblem> problems) {

    /** No usable time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /**
     * Most operations read of one log: no more fit into the 1 MiB that a directory's answer may have, as the smallest entry, a
     * tombstone, takes 350 bytes.
     */
    public static final int MAX_OPERATIONS = 3_000;

    /**
     * Reads the directory's answer to {@code GET /{did}/log/audit}.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is not a JSON array of objects, or has more than {@link #MAX_OPERATIONS}
     */
    public static List<LoggedOperation> ofAuditLog(byte[] json) {
        JsonNode log = BoundedJson.read(json);
        if (!log.isArray()) {
            throw new MalformedException(0, "audit log: not a JSON array");
        }
        if (log.size() > MAX_OPERATIONS) {
            throw new MalformedException(-1, "audit log: more than " + MAX_OPERATIONS + " operations");
        }
        List<LoggedOperation> operations = new ArrayList<>(log.size());
        for (JsonNode entry : log) {
            if (!entry.isObject()) {
                throw new MalformedException(-1, "audit log: entry " + operations.size() + " is not a JSON object");
            }
            operations.add(LoggedOperationReader.read(entry));
        }
        return operations;
    }

    /**
     * Reads a line of the directory's export feed, {@code {"did","cid","operation","createdAt",…}}.
     *
     * @param json at most 1 MiB
     * @throws MalformedException if it is not a JSON object
     */
    public static LoggedOperation ofExportLine(byte[] json) {
        JsonNode line = BoundedJson.read(json);
        if (!line.isObject()) {
            throw new MalformedException(0, "export line: not a JSON object");
        }
        return LoggedOperationReader.read(line);
    }

    /** Whether it gives the DID up. */
    public boolean isTombstone() {
        return type.equals(PlcOperation.TOMBSTONE);
    }

    /** The {@code did:key} that signs commits from here on, of whatever kind; empty if none is set. */
    public String signingKey() {
        return content.verificationMethods().getOrDefault(PlcOperation.SIGNING_KEY, "");
    }

    /** The account's server as written, empty if none is set. */
    public String pds() {
        PlcOperation.Service service = content.services().get(PlcOperation.PDS);
        return service == null ? "" : service.endpoint();
    }

    /** The handles claimed, without {@code at://}. */
    public List<String> handles() {
        return content.alsoKnownAs().stream()
                .filter(alias -> alias.startsWith(PlcOperation.HANDLE_SCHEME))
                .map(alias -> alias.substring(PlcOperation.HANDLE_SCHEME.length()))
                .toList();
    }

    /** The DID document that the directory renders while this is the newest operation, as JSON. */
    public String document() {
        return DidDocuments.render(new Did(did), content);
    }
}
