package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.RepoHeads;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The last verified commits of a repository. */
final class RepoHeadsCodec implements Codec<RepoHeads> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "repo-heads";
    }

    @Override
    public Class<RepoHeads> type() {
        return RepoHeads.class;
    }

    @Override
    public void write(RepoHeads heads, DataOutputView out) throws IOException {
        Wire.list(heads.heads(), out, (head, to) -> {
            Wire.text(head.host(), to);
            Wire.text(head.rev(), to);
            Wire.text(head.commitCid(), to);
        });
    }

    @Override
    public RepoHeads read(int version, DataInputView in) throws IOException {
        return new RepoHeads(
                Wire.list(in, from -> new RepoHeads.Head(Wire.text(from), Wire.text(from), Wire.text(from))));
    }
}
