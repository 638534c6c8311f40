package dev.sigwatch.job.type;

import dev.sigwatch.job.value.PositionedAlert;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A record of the alerts topic. */
final class PositionedAlertCodec implements Codec<PositionedAlert> {
    private static final long serialVersionUID = 1L;

    private final AlertCodec alerts = new AlertCodec();

    @Override
    public String name() {
        return "positioned-alert";
    }

    @Override
    public Class<PositionedAlert> type() {
        return PositionedAlert.class;
    }

    @Override
    public void write(PositionedAlert value, DataOutputView out) throws IOException {
        alerts.write(value.alert(), out);
        Wire.text(value.json(), out);
        out.writeLong(value.publishedAt());
        out.writeInt(value.partition());
        out.writeLong(value.offset());
    }

    @Override
    public PositionedAlert read(int version, DataInputView in) throws IOException {
        return new PositionedAlert(
                alerts.read(alerts.version(), in), Wire.text(in), in.readLong(), in.readInt(), in.readLong());
    }
}
