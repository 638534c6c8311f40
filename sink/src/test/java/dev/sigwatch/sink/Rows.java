package dev.sigwatch.sink;

import dev.sigwatch.sink.row.EvidenceRow;
import dev.sigwatch.sink.row.RowBatch;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import dev.sigwatch.sink.row.VerdictRow;
import java.util.List;
import java.util.UUID;

/** Rows to test with. */
public final class Rows {

    /** 2026-11-20 00:00 UTC. */
    public static final long TIME = 1_795_132_800_000_000L;

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
