package dev.sigwatch.job.row;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.PublicKey;
import dev.sigwatch.atproto.identity.DidDocument;
import dev.sigwatch.atproto.identity.PlcAuditLog;
import dev.sigwatch.atproto.syntax.Datetime;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.job.value.FreshIdentities;
import dev.sigwatch.sink.row.IdentityOperationRow;
import dev.sigwatch.sink.row.Table;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of what was observed of identities: one per operation of the directory's log, one per document. */
public final class IdentityRows implements RowMapping<FreshIdentities> {
    private static final long serialVersionUID = 1L;
    private static final String DOCUMENT = "did-document";
    private static final String UNREADABLE = "unreadable";

    @Override
    public void rows(FreshIdentities fresh, RowOutput out) {
        Map<String, IdentityOperationRow> rows = of(fresh.observation());
        for (FreshIdentities.Fresh one : fresh.fresh()) {
            IdentityOperationRow row = rows.get(one.id());
            if (row == null) {
                throw new IllegalStateException(one.id() + " is not of this observation");
            }
            out.add(Table.IDENTITY_OPERATIONS, seen(row, one.firstSeenAt()));
        }
    }

    /**
     * The rows of an observation, as if seen for the first time, by what makes each distinct: an operation's CID and whether it
     * is nullified, else the hash of the body. Answers that say nothing about the DID have none.
     */
    public static Map<String, IdentityOperationRow> of(IdentityObservation observation) {
        return switch (observation.kind()) {
            case PLC_AUDIT_LOG -> log(observation);
            case DID_DOCUMENT -> {
                IdentityOperationRow row = document(observation);
                yield Map.of(row.opCid(), row);
            }
            case PLC_OP, PLC_FEED_FAULT, REDIRECT, HANDLE, NOT_FOUND, UNAVAILABLE -> Map.of();
        };
    }

    private static Map<String, IdentityOperationRow> log(IdentityObservation observation) {
        Map<String, IdentityOperationRow> rows = new LinkedHashMap<>();
        try {
            for (PlcAuditLog.Entry entry : PlcAuditLog.entries(observation.body())) {
                IdentityOperationRow row = operation(entry, observation);
                rows.put(row.opCid() + (row.nullified() ? " nullified" : ""), row);
            }
            return rows;
        } catch (MalformedException e) {
            IdentityOperationRow row = withoutContent(observation);
            return Map.of(row.opCid(), row);
        }
    }

    private static IdentityOperationRow operation(PlcAuditLog.Entry entry, IdentityObservation observation) {
        byte[] body = orEmpty(entry.operation()).getBytes(StandardCharsets.UTF_8);
        return new IdentityOperationRow(
                observation.did(),
                entry.cid() == null ? hash(body) : entry.cid(),
                orEmpty(entry.prev()),
                orEmpty(entry.type()),
                micros(entry.createdAt()),
                observation.observedAt(),
                Boolean.TRUE.equals(entry.nullified()),
                orEmpty(entry.signingKey()),
                entry.rotationKeys(),
                orEmpty(entry.pds()),
                entry.handles(),
                body,
                observation.source(),
                observation.kind().wireName(),
                observation.observedAt(),
                null,
                "",
                "",
                -1,
                true,
                List.of(),
                "");
    }

    private static IdentityOperationRow document(IdentityObservation observation) {
        DidDocument document;
        try {
            document = DidDocument.parse(observation.body(), Did.parse(observation.did()));
        } catch (MalformedException e) {
            return withoutContent(observation);
        }
        return new IdentityOperationRow(
                observation.did(),
                hash(observation.body()),
                "",
                DOCUMENT,
                null,
                observation.observedAt(),
                false,
                document.signingKey().map(PublicKey::toDidKey).orElse(""),
                List.of(),
                document.pds().map(URI::toString).orElse(""),
                document.handles().stream().map(Handle::value).toList(),
                observation.body(),
                observation.source(),
                observation.kind().wireName(),
                observation.observedAt(),
                null,
                "",
                "",
                -1,
                true,
                List.of(),
                "");
    }

    /** The row of an answer that cannot be read: its bytes are all there is. */
    private static IdentityOperationRow withoutContent(IdentityObservation observation) {
        return new IdentityOperationRow(
                observation.did(),
                hash(observation.body()),
                "",
                UNREADABLE,
                null,
                observation.observedAt(),
                false,
                "",
                List.of(),
                "",
                List.of(),
                observation.body(),
                observation.source(),
                observation.kind().wireName(),
                observation.observedAt(),
                null,
                "",
                "",
                -1,
                true,
                List.of(),
                "");
    }

    private static IdentityOperationRow seen(IdentityOperationRow row, long firstSeenAt) {
        return new IdentityOperationRow(
                row.did(),
                row.opCid(),
                row.prevCid(),
                row.type(),
                row.acceptedAt(),
                firstSeenAt,
                row.nullified(),
                row.signingKey(),
                row.rotationKeys(),
                row.pds(),
                row.handles(),
                row.body(),
                row.source(),
                row.kind(),
                row.observedAt(),
                null,
                "",
                "",
                -1,
                true,
                List.of(),
                "");
    }

    private static String hash(byte[] body) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static @Nullable Long micros(@Nullable String time) {
        if (time == null) {
            return null;
        }
        return Datetime.tryParse(time)
                .map(Datetime::instant)
                .map(instant -> instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000)
                .orElse(null);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
