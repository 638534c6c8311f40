package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.IdentityRequest;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A question to the resolver. */
final class IdentityRequestCodec implements Codec<IdentityRequest> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "identity-request";
    }

    @Override
    public Class<IdentityRequest> type() {
        return IdentityRequest.class;
    }

    @Override
    public void write(IdentityRequest request, DataOutputView out) throws IOException {
        Wire.text(request.did(), out);
        Wire.constant(request.reason(), out);
        out.writeLong(request.after());
    }

    @Override
    public IdentityRequest read(int version, DataInputView in) throws IOException {
        return new IdentityRequest(Wire.text(in), Wire.constant(IdentityRequest.Reason.class, in), in.readLong());
    }
}
