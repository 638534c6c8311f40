package dev.sigwatch.job.type;

import dev.sigwatch.job.value.FreshIdentities;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An observation that told something for the first time. */
final class FreshIdentitiesCodec implements Codec<FreshIdentities> {
    private static final long serialVersionUID = 1L;

    private final IdentityObservationCodec observations = new IdentityObservationCodec();

    @Override
    public String name() {
        return "fresh-identities";
    }

    @Override
    public Class<FreshIdentities> type() {
        return FreshIdentities.class;
    }

    @Override
    public void write(FreshIdentities value, DataOutputView out) throws IOException {
        observations.write(value.observation(), out);
        Wire.list(value.fresh(), out, (fresh, to) -> {
            Wire.text(fresh.id(), to);
            to.writeLong(fresh.firstSeenAt());
        });
    }

    @Override
    public FreshIdentities read(int version, DataInputView in) throws IOException {
        return new FreshIdentities(
                observations.read(observations.version(), in),
                Wire.list(in, from -> new FreshIdentities.Fresh(Wire.text(from), from.readLong())));
    }
}
