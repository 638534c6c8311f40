package dev.sigwatch.atproto.stream;

import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of any message body. A name means the same type in every message, so one reader serves all. */
final class EnvelopeFields {
    final List<DecodedFrame.Problem> problems = new ArrayList<>();
    long seq = -1;
    boolean sinceSeen;
    boolean activeSeen;
    boolean active;
    boolean tooBig;
    boolean rebase;
    boolean opsSeen;
    int opsCount;
    List<RepoOperation> ops = List.of();

    @Nullable
    String repo;

    @Nullable
    String did;

    @Nullable
    String rev;

    @Nullable
    String since;

    @Nullable
    String handle;

    @Nullable
    String status;

    @Nullable
    String name;

    @Nullable
    String message;

    @Nullable
    String error;

    @Nullable
    Cid commit;

    @Nullable
    Cid prevData;

    @Nullable
    Slice blocks;

    /** Reads the body map; unknown fields are skipped, as the specification says. */
    void read(CborReader reader) {
        MapReader map = reader.readMap();
        while (map.next()) {
            readField(map.key(), reader);
        }
    }

    private void readField(String key, CborReader reader) {
        switch (key) {
            case "seq" -> seq = readSeq(reader);
            case "repo" -> repo = text(key, reader);
            case "did" -> did = text(key, reader);
            case "rev" -> rev = text(key, reader);
            case "since" -> {
                sinceSeen = true;
                since = reader.tryReadNull() ? null : text(key, reader);
            }
            case "handle" -> handle = reader.tryReadNull() ? null : text(key, reader);
            case "status" -> status = reader.tryReadNull() ? null : text(key, reader);
            case "name" -> name = text(key, reader);
            case "message" -> message = reader.tryReadNull() ? null : text(key, reader);
            case "error" -> error = text(key, reader);
            case "commit" -> commit = link(key, reader);
            case "prevData" -> prevData = reader.tryReadNull() ? null : link(key, reader);
            case "active" -> {
                activeSeen = reader.peekType() == CborType.BOOL;
                active = flag(key, reader);
            }
            case "tooBig" -> tooBig = flag(key, reader);
            case "rebase" -> rebase = flag(key, reader);
            case "blocks" -> blocks = slice(key, reader);
            case "ops" -> readOps(reader);
            default -> reader.passItem();
        }
    }

    private long readSeq(CborReader reader) {
        if (reader.peekType() == CborType.INT) {
            long value = reader.readInt();
            if (value >= 0) {
                return value;
            }
            problems.add(new DecodedFrame.Problem(FrameProblem.FIELD_SYNTAX, "seq"));
            return -1;
        }
        wrong("seq", reader);
        return -1;
    }

    private void readOps(CborReader reader) {
        if (reader.peekType() != CborType.ARRAY) {
            wrong("ops", reader);
            return;
        }
        opsSeen = true;
        opsCount = reader.readArray();
        ops = new ArrayList<>(Math.min(opsCount, FrameLimits.OPS));
        for (int i = 0; i < opsCount; i++) {
            if (i < FrameLimits.OPS && reader.peekType() == CborType.MAP) {
                readOp(reader);
            } else if (i < FrameLimits.OPS) {
                wrong("ops", reader);
            } else {
                reader.passItem();
            }
        }
    }

    private void readOp(CborReader reader) {
        String action = null;
        String path = null;
        Cid cid = null;
        Cid prev = null;
        MapReader map = reader.readMap();
        while (map.next()) {
            switch (map.key()) {
                case "action" -> action = text("ops.action", reader);
                case "path" -> path = text("ops.path", reader);
                case "cid" -> cid = reader.tryReadNull() ? null : link("ops.cid", reader);
                case "prev" -> prev = reader.tryReadNull() ? null : link("ops.prev", reader);
                default -> reader.passItem();
            }
        }
        if (action == null || path == null) {
            problems.add(
                    new DecodedFrame.Problem(FrameProblem.FIELD_MISSING, action == null ? "ops.action" : "ops.path"));
            return;
        }
        RepoOperation.Action known = RepoOperation.Action.ofWireName(action);
        RepoPath parsed = RepoPath.tryParse(path).orElse(null);
        if (known == null || parsed == null) {
            problems.add(
                    new DecodedFrame.Problem(FrameProblem.FIELD_SYNTAX, known == null ? "ops.action" : "ops.path"));
            return;
        }
        ops.add(new RepoOperation(known, parsed, cid, prev));
    }

    private @Nullable String text(String key, CborReader reader) {
        if (reader.peekType() == CborType.TEXT) {
            return reader.readText();
        }
        wrong(key, reader);
        return null;
    }

    private @Nullable Slice slice(String key, CborReader reader) {
        if (reader.peekType() == CborType.BYTES) {
            return reader.readBytesSlice();
        }
        wrong(key, reader);
        return null;
    }

    private @Nullable Cid link(String key, CborReader reader) {
        if (reader.peekType() == CborType.LINK) {
            return reader.readLink();
        }
        wrong(key, reader);
        return null;
    }

    private boolean flag(String key, CborReader reader) {
        if (reader.peekType() == CborType.BOOL) {
            return reader.readBool();
        }
        wrong(key, reader);
        return false;
    }

    private void wrong(String key, CborReader reader) {
        problems.add(new DecodedFrame.Problem(FrameProblem.FIELD_SYNTAX, key));
        reader.passItem();
    }
}
