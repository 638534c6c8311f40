package dev.sigwatch.job.type;

import dev.sigwatch.job.value.AlertWake;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** When time alone is to be taken into account for a DID. */
final class AlertWakeCodec implements Codec<AlertWake> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "alert-wake";
    }

    @Override
    public Class<AlertWake> type() {
        return AlertWake.class;
    }

    @Override
    public void write(AlertWake value, DataOutputView out) throws IOException {
        out.writeLong(value.wakeAt());
        out.writeLong(value.firesAt());
    }

    @Override
    public AlertWake read(int version, DataInputView in) throws IOException {
        return new AlertWake(in.readLong(), in.readLong());
    }
}
