package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.identity.PlcOperation;
import dev.sigwatch.atproto.identity.SignedPlcOperation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One operation as a directory holds it.
 *
 * @param cid the name it is served under
 * @param prev name of the operation it follows, null for the first
 * @param json the signed operation, as served
 * @param acceptedAt when the directory took it, to the millisecond
 * @param nullified whether a recovery displaced it, as the directory says
 * @param state what it makes of the identity, null for a tombstone
 */
record PlcEntry(
        String cid,
        @Nullable String prev,
        String json,
        Instant acceptedAt,
        boolean nullified,
        @Nullable PlcOperation state) {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static PlcEntry of(SignedPlcOperation signed, Instant acceptedAt) {
        PlcOperation operation = signed.operation();
        return new PlcEntry(
                signed.cid().toString(),
                operation.prev() == null ? null : operation.prev().toString(),
                signed.toJson(),
                acceptedAt,
                false,
                operation);
    }

    PlcEntry nullified(boolean flag) {
        return new PlcEntry(cid, prev, json, acceptedAt, flag, state);
    }

    PlcEntry acceptedAt(Instant at) {
        return new PlcEntry(cid, prev, json, at, nullified, state);
    }

    PlcEntry withJson(String other) {
        return new PlcEntry(cid, prev, other, acceptedAt, nullified, state);
    }

    /** The directory's clock, always with three decimals. */
    String createdAt() {
        return MILLIS.format(acceptedAt);
    }

    /** An entry of {@code /DID/log/audit}. */
    String auditJson(String did) {
        return "{\"did\":\"" + did + "\",\"operation\":" + json + ",\"cid\":\"" + cid + "\",\"nullified\":" + nullified
                + ",\"createdAt\":\"" + createdAt() + "\"}";
    }

    /** A line of {@code /export}, which says nothing of what came of the operation. */
    String exportJson(String did, long seq) {
        return "{\"type\":\"sequenced_op\",\"seq\":" + seq + ",\"did\":\"" + did + "\",\"cid\":\"" + cid
                + "\",\"operation\":" + json + ",\"createdAt\":\"" + createdAt() + "\"}";
    }
}
