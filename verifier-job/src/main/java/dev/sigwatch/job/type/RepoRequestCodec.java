package dev.sigwatch.job.type;

import dev.sigwatch.audit.stream.RepoRequest;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A question to the fetcher. */
final class RepoRequestCodec implements Codec<RepoRequest> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "repo-request";
    }

    @Override
    public Class<RepoRequest> type() {
        return RepoRequest.class;
    }

    @Override
    public void write(RepoRequest request, DataOutputView out) throws IOException {
        Wire.text(request.did(), out);
        Wire.constant(request.reason(), out);
        out.writeLong(request.after());
        Wire.text(request.minRev(), out);
    }

    @Override
    public RepoRequest read(int version, DataInputView in) throws IOException {
        return new RepoRequest(
                Wire.text(in), Wire.constant(RepoRequest.Reason.class, in), in.readLong(), Wire.text(in));
    }
}
