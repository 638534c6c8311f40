package dev.sigwatch.sink.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.sink.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowBatchTest {

    @Test
    void survivesACheckpoint() {
        RowBatch batch = Rows.evidence(UUID.randomUUID(), "a", "b");
        RowBatch back = RowBatch.fromBytes(batch.toBytes());
        assertThat(back).usingRecursiveComparison().isEqualTo(batch);
        assertThat(back.rows()).isEqualTo(2);
    }

    @Test
    void findsTheTableByItsNewName() {
        for (Map.Entry<String, Table<?>> former : Map.<String, Table<?>>of(
                        "verdicts", Table.VERDICTS,
                        "records", Table.RECORDS,
                        "identity_operations", Table.IDENTITY_OPERATIONS,
                        "exports", Table.EXPORTS)
                .entrySet()) {
            RowBatch rested = new RowBatch(former.getKey(), List.of("did"), 1, UUID.randomUUID(), new byte[] {0});
            assertThat(RowBatch.fromBytes(rested.toBytes()).table())
                    .isEqualTo(former.getValue().name());
        }
    }

    @Test
    void refusesBytesOfOtherSoftware() {
        byte[] bytes = Rows.evidence(UUID.randomUUID(), "a").toBytes();
        byte[] newer = bytes.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> RowBatch.fromBytes(newer)).hasMessage("a row batch of version 2, not 1");
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RowBatch.fromBytes(cut)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> RowBatch.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesARowWholeOrNotAtAll() {
        RowEncoder<VerdictRow> rows = new RowEncoder<>(Table.VERDICTS);
        rows.add(Rows.verdict("h", 1));
        int size = rows.size();
        VerdictRow v = Rows.verdict("h", 2);
        VerdictRow wrong = new VerdictRow(
                v.host(),
                v.seq(),
                v.receivedAt(),
                v.judgedAt(),
                v.kind(),
                v.did(),
                v.rev(),
                v.revAt(),
                v.commitCid(),
                v.dataCid(),
                v.prevDataCid(),
                v.since(),
                v.ops(),
                v.inScope(),
                "MAYBE",
                v.signature(),
                v.tree(),
                v.chain(),
                v.findings(),
                v.key(),
                v.keySource(),
                v.detail(),
                v.frameBytes(),
                v.framePartition(),
                v.frameOffset(),
                v.revision(),
                v.revisionReason());
        assertThatThrownBy(() -> rows.add(wrong)).hasMessageContaining("verdict has no value MAYBE");
        assertThat(rows.size()).isEqualTo(size);
        assertThat(rows.drain(UUID.randomUUID()).rows()).isEqualTo(1);
        assertThat(rows.rows()).isZero();
        assertThatThrownBy(() -> rows.drain(UUID.randomUUID())).hasMessage("a batch of no rows for verdict_rows");
    }

    @Test
    void saysWhenItIsFull() {
        RowEncoder<EvidenceRow> rows = new RowEncoder<>(Table.EVIDENCE);
        byte[] body = new byte[5 << 20];
        int added = 0;
        while (!rows.full()) {
            rows.add(new EvidenceRow("e", "d", "frame", "h", 1, 1, body));
            added++;
        }
        assertThat(added).isEqualTo(7);
        assertThat(rows.drain(UUID.randomUUID()).rowBinary()).hasSizeGreaterThan(RowEncoder.MAX_BYTES);
    }
}
