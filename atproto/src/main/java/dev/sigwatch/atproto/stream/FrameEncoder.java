package dev.sigwatch.atproto.stream;

import dev.sigwatch.atproto.cbor.CborWriter;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoOperation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes events as frames, in canonical form, the way a host does. */
public final class FrameEncoder {

    private FrameEncoder() {}

    /**
     * Encodes an event.
     *
     * @param seq sequence number; not written for {@code #info} and errors, which have none
     * @param time the host's clock, as a datetime string
     */
    public static byte[] encode(RepoEvent event, long seq, String time) {
        CborWriter writer = new CborWriter();
        switch (event.kind()) {
            case COMMIT -> commit(writer, (RepoEvent.Commit) event, seq, time);
            case SYNC -> sync(writer, (RepoEvent.Sync) event, seq, time);
            case IDENTITY -> identity(writer, (RepoEvent.Identity) event, seq, time);
            case ACCOUNT -> account(writer, (RepoEvent.Account) event, seq, time);
            case INFO -> info(writer, (RepoEvent.Info) event);
            case ERROR -> error(writer, (RepoEvent.Error) event);
            case DEPRECATED, UNKNOWN -> throw new IllegalArgumentException("no encoding for " + event.kind());
        }
        return writer.toBytes();
    }

    private static void header(CborWriter writer, String type) {
        writer.writeMap(2);
        writer.writeText("t");
        writer.writeText(type);
        writer.writeText("op");
        writer.writeInt(1);
    }

    private static void commit(CborWriter writer, RepoEvent.Commit event, long seq, String time) {
        header(writer, "#commit");
        writer.writeMap(event.prevData() == null ? 11 : 12);
        writer.writeText("ops");
        ops(writer, event.ops());
        writer.writeText("rev");
        writer.writeText(event.rev().value());
        writer.writeText("seq");
        writer.writeInt(seq);
        writer.writeText("repo");
        writer.writeText(event.repo().value());
        writer.writeText("time");
        writer.writeText(time);
        writer.writeText("blobs");
        writer.writeArray(0);
        writer.writeText("since");
        if (event.since() == null) {
            writer.writeNull();
        } else {
            writer.writeText(event.since().value());
        }
        writer.writeText("blocks");
        writer.writeBytes(bytes(event.blocks()));
        writer.writeText("commit");
        writer.writeLink(event.commit());
        writer.writeText("rebase");
        writer.writeBool(event.rebase());
        writer.writeText("tooBig");
        writer.writeBool(event.tooBig());
        if (event.prevData() != null) {
            writer.writeText("prevData");
            writer.writeLink(event.prevData());
        }
    }

    private static void ops(CborWriter writer, List<RepoOperation> ops) {
        writer.writeArray(ops.size());
        for (RepoOperation op : ops) {
            writer.writeMap(op.prev() == null ? 3 : 4);
            writer.writeText("cid");
            link(writer, op.cid());
            writer.writeText("path");
            writer.writeText(op.path().toString());
            if (op.prev() != null) {
                writer.writeText("prev");
                writer.writeLink(op.prev());
            }
            writer.writeText("action");
            writer.writeText(op.action().wireName());
        }
    }

    private static void link(CborWriter writer, @Nullable Cid cid) {
        if (cid == null) {
            writer.writeNull();
        } else {
            writer.writeLink(cid);
        }
    }

    private static void sync(CborWriter writer, RepoEvent.Sync event, long seq, String time) {
        header(writer, "#sync");
        writer.writeMap(5);
        writer.writeText("did");
        writer.writeText(event.did().value());
        writer.writeText("rev");
        writer.writeText(event.rev().value());
        seqAndTime(writer, seq, time);
        writer.writeText("blocks");
        writer.writeBytes(bytes(event.blocks()));
    }

    private static void identity(CborWriter writer, RepoEvent.Identity event, long seq, String time) {
        header(writer, "#identity");
        writer.writeMap(event.handle() == null ? 3 : 4);
        writer.writeText("did");
        writer.writeText(event.did().value());
        seqAndTime(writer, seq, time);
        if (event.handle() != null) {
            writer.writeText("handle");
            writer.writeText(event.handle());
        }
    }

    private static void account(CborWriter writer, RepoEvent.Account event, long seq, String time) {
        header(writer, "#account");
        writer.writeMap(event.status() == null ? 4 : 5);
        writer.writeText("did");
        writer.writeText(event.did().value());
        seqAndTime(writer, seq, time);
        writer.writeText("active");
        writer.writeBool(event.active());
        if (event.status() != null) {
            writer.writeText("status");
            writer.writeText(event.status());
        }
    }

    private static void info(CborWriter writer, RepoEvent.Info event) {
        header(writer, "#info");
        writer.writeMap(event.message() == null ? 1 : 2);
        writer.writeText("name");
        writer.writeText(event.name());
        message(writer, event.message());
    }

    private static void error(CborWriter writer, RepoEvent.Error event) {
        writer.writeMap(1);
        writer.writeText("op");
        writer.writeInt(-1);
        writer.writeMap(event.message() == null ? 1 : 2);
        writer.writeText("error");
        writer.writeText(event.error());
        message(writer, event.message());
    }

    private static void message(CborWriter writer, @Nullable String message) {
        if (message != null) {
            writer.writeText("message");
            writer.writeText(message);
        }
    }

    private static void seqAndTime(CborWriter writer, long seq, String time) {
        writer.writeText("seq");
        writer.writeInt(seq);
        writer.writeText("time");
        writer.writeText(time);
    }

    private static byte[] bytes(Slice slice) {
        return slice.toBytes();
    }
}
