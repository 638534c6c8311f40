package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.IdentityObservation;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a resolver saw. */
final class IdentityObservationCodec implements Codec<IdentityObservation> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "identity-observation";
    }

    @Override
    public Class<IdentityObservation> type() {
        return IdentityObservation.class;
    }

    @Override
    public void write(IdentityObservation observation, DataOutputView out) throws IOException {
        Wire.text(observation.did(), out);
        Wire.constant(observation.kind(), out);
        Wire.text(observation.source(), out);
        out.writeLong(observation.observedAt());
        Wire.bytes(observation.body(), out);
    }

    @Override
    public IdentityObservation read(int version, DataInputView in) throws IOException {
        return new IdentityObservation(
                Wire.text(in),
                Wire.constant(IdentityObservation.Kind.class, in),
                Wire.text(in),
                in.readLong(),
                Wire.bytes(in));
    }
}
