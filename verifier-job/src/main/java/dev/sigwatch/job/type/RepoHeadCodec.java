package dev.sigwatch.job.type;

import dev.sigwatch.audit.judge.RepoHead;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Where a repository stands. Version 1 told the last verified commit of each host, and nothing of trees; version 2
 * nothing of commits to be judged again. */
final class RepoHeadCodec implements Codec<RepoHead> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "repo-heads";
    }

    @Override
    public Class<RepoHead> type() {
        return RepoHead.class;
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public void write(RepoHead head, DataOutputView out) throws IOException {
        Wire.list(head.hosts(), out, (host, to) -> {
            Wire.text(host.name(), to);
            Wire.text(host.rev(), to);
            Wire.text(host.inactive(), to);
        });
        Wire.optional(head.seen(), out, RepoHeadCodec::writePosition);
        out.writeLong(head.seenAt());
        Wire.optional(head.proven(), out, RepoHeadCodec::writePosition);
        Wire.optional(head.ahead(), out, RepoHeadCodec::writePosition);
        RepoHead.Resync resync = head.resync();
        Wire.constant(resync.state(), out);
        out.writeLong(resync.at());
        out.writeInt(resync.failures());
        Wire.text(resync.reason(), out);
        out.writeLong(head.remembered());
        out.writeInt(head.tracked());
        Wire.text(head.exportedRev(), out);
        Wire.text(head.exporting(), out);
        Wire.optional(head.run(), out, (run, to) -> {
            writePosition(run.before(), to);
            writePosition(run.last(), to);
        });
        out.writeLong(head.judged());
        out.writeBoolean(head.troubled());
    }

    @Override
    public RepoHead read(int version, DataInputView in) throws IOException {
        return version == 1 ? readFirst(in) : readLater(version, in);
    }

    private static RepoHead readLater(int version, DataInputView in) throws IOException {
        return new RepoHead(
                Wire.list(in, from -> new RepoHead.Host(Wire.text(from), Wire.text(from), Wire.text(from))),
                Wire.optional(in, RepoHeadCodec::readPosition),
                in.readLong(),
                Wire.optional(in, RepoHeadCodec::readPosition),
                Wire.optional(in, RepoHeadCodec::readPosition),
                new RepoHead.Resync(
                        Wire.constant(RepoHead.Resync.State.class, in), in.readLong(), in.readInt(), Wire.text(in)),
                in.readLong(),
                in.readInt(),
                Wire.text(in),
                Wire.text(in),
                Wire.optional(in, from -> new RepoHead.Run(readPosition(from), readPosition(from))),
                version == 2 ? 0 : in.readLong(),
                version > 2 && in.readBoolean());
    }

    /** What a host sent last is still a bound for what it may send; no tree was proven then. */
    private static RepoHead readFirst(DataInputView in) throws IOException {
        RepoHead none = RepoHead.EMPTY;
        return new RepoHead(
                Wire.list(in, RepoHeadCodec::readFirstHost),
                none.seen(),
                none.seenAt(),
                none.proven(),
                none.ahead(),
                none.resync(),
                none.remembered(),
                none.tracked(),
                none.exportedRev(),
                none.exporting(),
                none.run(),
                none.judged(),
                none.troubled());
    }

    private static RepoHead.Host readFirstHost(DataInputView in) throws IOException {
        RepoHead.Host host = new RepoHead.Host(Wire.text(in), Wire.text(in), "");
        Wire.text(in); // The commit's CID: without its tree it proves nothing.
        return host;
    }

    private static void writePosition(RepoHead.Position position, DataOutputView out) throws IOException {
        Wire.text(position.rev(), out);
        Wire.text(position.data(), out);
        Wire.text(position.commit(), out);
    }

    private static RepoHead.Position readPosition(DataInputView in) throws IOException {
        return new RepoHead.Position(Wire.text(in), Wire.text(in), Wire.text(in));
    }
}
