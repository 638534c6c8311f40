package dev.sigwatch.sink;

import dev.sigwatch.sink.row.AlertRow;
import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.IdentityOperationRow;
import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Rows to test with. */
public final class Rows {

    /** The 20th of last month: rows of that time are not about to be deleted. */
    @SuppressWarnings("TimeInStaticInitializer") // All rows of a run must agree.
    public static final LocalDate DAY =
            LocalDate.now(ZoneOffset.UTC).minusMonths(1).withDayOfMonth(20);

    /** Its begin, 00:00 UTC. */
    public static final long TIME = DAY.toEpochDay() * 86_400_000_000L;

    private Rows() {}

    public static VerdictRow verdict(String host, long offset) {
        return verdict(host, offset, TIME + offset);
    }

    public static VerdictRow verdict(String host, long offset, long receivedAt) {
        return new VerdictRow(
                host,
                offset,
                receivedAt,
                receivedAt + 900,
                "commit",
                "did:plc:" + Long.toHexString(offset * 7919),
                "3lf" + offset,
                TIME,
                "bafyreia" + offset * 31 + "q".repeat(40),
                "bafyreib" + offset * 37 + "q".repeat(40),
                "bafyreib" + (offset - 1) * 37 + "q".repeat(40),
                "3lf" + (offset - 1),
                2,
                true,
                "VERIFIED",
                "pass",
                "pass",
                "pass",
                List.of(),
                "did:key:zQ3sh" + offset % 1000 + "q".repeat(40),
                "bafyreic" + offset % 1000,
                "",
                4000,
                0,
                offset,
                0,
                "");
    }

    /** A later verdict about the frame of an earlier one, on a partition that no other test uses. */
    public static VerdictRow revision(VerdictRow first, int partition, int revision, String verdict, String reason) {
        return new VerdictRow(
                first.host(),
                first.seq(),
                first.receivedAt(),
                first.judgedAt() + revision,
                first.kind(),
                first.did(),
                first.rev(),
                first.revAt(),
                first.commitCid(),
                first.dataCid(),
                first.prevDataCid(),
                first.since(),
                first.ops(),
                first.inScope(),
                verdict,
                first.signature(),
                first.tree(),
                first.chain(),
                first.findings(),
                first.key(),
                first.keySource(),
                first.detail(),
                first.frameBytes(),
                partition,
                first.frameOffset(),
                revision,
                reason);
    }

    /** One operation of a directory's log. */
    public static IdentityOperationRow operation(
            String did, String cid, String type, long acceptedAt, String key, boolean nullified, long observedAt) {
        return new IdentityOperationRow(
                did,
                cid,
                "",
                type,
                acceptedAt,
                acceptedAt,
                nullified,
                key,
                List.of(),
                "https://pds.test",
                List.of("name.test"),
                new byte[0],
                "",
                "plc-op",
                observedAt,
                null,
                "",
                "",
                0,
                true,
                List.of(),
                "");
    }

    /** The same operation, with a finding. */
    public static IdentityOperationRow found(IdentityOperationRow row, String code) {
        return new IdentityOperationRow(
                row.did(),
                row.opCid(),
                row.prevCid(),
                row.type(),
                row.acceptedAt(),
                row.firstSeenAt(),
                row.nullified(),
                row.signingKey(),
                row.rotationKeys(),
                row.pds(),
                row.handles(),
                row.body(),
                row.source(),
                row.kind(),
                row.observedAt(),
                row.nullifiedAt(),
                row.nullifiedBy(),
                row.signerKey(),
                row.signerIndex(),
                false,
                List.of(code),
                row.tlsChain());
    }

    /** One record of the alerts topic. */
    public static AlertRow alert(String id, int version, String did, String severity, String status, long offset) {
        return new AlertRow(
                id,
                version,
                "K3",
                severity,
                status,
                "security",
                did,
                "",
                "",
                "title " + version,
                "",
                TIME,
                TIME + version,
                null,
                List.of(),
                List.of(),
                version,
                "",
                "",
                "{}",
                TIME + version,
                0,
                offset);
    }

    public static RowBatch evidence(UUID token, String... ids) {
        RowEncoder<EvidenceRow> rows = new RowEncoder<>(Table.EVIDENCE);
        for (String id : ids) {
            rows.add(new EvidenceRow(id, "did:plc:x", "frame", "h", 1, TIME, new byte[] {1, 2, 3}));
        }
        return rows.drain(token);
    }
}
