package dev.sigwatch.job.sink;

import dev.sigwatch.sink.row.RowBatch;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A batch as it rests in a checkpoint; its bytes tell their own version. */
final class RowBatchSerializer implements SimpleVersionedSerializer<RowBatch> {
    @Override
    public int getVersion() {
        return 1;
    }

    @Override
    public byte[] serialize(RowBatch batch) {
        return batch.toBytes();
    }

    @Override
    public RowBatch deserialize(int version, byte[] bytes) throws IOException {
        try {
            return RowBatch.fromBytes(bytes);
        } catch (IllegalStateException e) {
            throw new IOException("the checkpoint holds rows that this version cannot read: " + e.getMessage(), e);
        }
    }
}
