package dev.sigwatch.atproto.stream;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one WebSocket message: a header map and a body map, back to back.
 *
 * <p>Strict first. Envelopes are unsigned and rebuilt by every hop, and peers' encoders have not always been canonical; one
 * such frame must not blind us to the commit inside, so a readable frame of another form is read again leniently and noted.
 *
 * @see <a href="https://atproto.com/specs/event-stream#framing">Framing</a>
 */
public final class FrameDecoder {
    private static final long OP_MESSAGE = 1;
    private static final long OP_ERROR = -1;

    private FrameDecoder() {}

    /** Decodes a frame; never throws for its content. */
    public static DecodedFrame decode(byte[] frame) {
        if (frame.length > FrameLimits.FRAME_BYTES) {
            return unreadable(FrameProblem.TOO_LARGE, frame.length + " bytes");
        }
        try {
            return decodeStrict(frame, List.of());
        } catch (NonCanonicalException e) {
            return decodeLenient(frame, e);
        } catch (MalformedException e) {
            return unreadable(FrameProblem.MALFORMED, e.rule());
        }
    }

    private static DecodedFrame decodeLenient(byte[] frame, NonCanonicalException cause) {
        try {
            byte[] canonical = LenientCbor.canonicalItems(frame, 2);
            return decodeStrict(canonical, List.of(new DecodedFrame.Problem(FrameProblem.NON_CANONICAL, cause.rule())));
        } catch (MalformedException e) {
            return unreadable(FrameProblem.MALFORMED, e.rule());
        }
    }

    private static DecodedFrame unreadable(FrameProblem problem, String detail) {
        return new DecodedFrame(null, "", -1, "", "", List.of(new DecodedFrame.Problem(problem, detail)));
    }

    private static DecodedFrame decodeStrict(byte[] frame, List<DecodedFrame.Problem> known) {
        CborReader reader = new CborReader(frame);
        Header header = Header.read(reader);
        EnvelopeFields fields = new EnvelopeFields();
        fields.problems.addAll(known);
        if (header.isKnown()) {
            fields.read(reader);
            reader.requireEnd();
        }
        RepoEvent event = event(header, fields);
        String did = fields.repo != null ? fields.repo : fields.did;
        return new DecodedFrame(
                event,
                header.type,
                fields.seq,
                did == null ? "" : did,
                fields.rev == null ? "" : fields.rev,
                List.copyOf(fields.problems));
    }

    private static @Nullable RepoEvent event(Header header, EnvelopeFields fields) {
        if (header.op == OP_ERROR) {
            String error = required("error", fields.error, fields);
            return error == null ? null : new RepoEvent.Error(error, fields.message);
        }
        if (header.op != OP_MESSAGE) {
            return new RepoEvent.Unknown(header.op, header.type);
        }
        return switch (header.type) {
            case "#commit" -> commit(fields);
            case "#sync" -> sync(fields);
            case "#identity" -> identity(fields);
            case "#account" -> account(fields);
            case "#info" -> info(fields);
            case "#handle", "#migrate", "#tombstone" -> new RepoEvent.Deprecated(header.type);
            default -> new RepoEvent.Unknown(header.op, header.type);
        };
    }

    private static @Nullable RepoEvent commit(EnvelopeFields fields) {
        requireSeq(fields);
        Did repo = did("repo", fields.repo, fields);
        Tid rev = tid("rev", fields.rev, fields);
        Tid since = fields.since == null ? null : tid("since", fields.since, fields);
        if (!fields.sinceSeen) {
            missing("since", fields);
        }
        required("commit", fields.commit, fields);
        required("blocks", fields.blocks, fields);
        if (!fields.opsSeen) {
            missing("ops", fields);
        }
        if (hasErrors(fields) || repo == null || rev == null || fields.commit == null || fields.blocks == null) {
            return null;
        }
        return new RepoEvent.Commit(
                repo,
                rev,
                since,
                fields.commit,
                fields.blocks,
                List.copyOf(fields.ops),
                fields.opsCount,
                fields.prevData,
                fields.tooBig,
                fields.rebase);
    }

    private static @Nullable RepoEvent sync(EnvelopeFields fields) {
        requireSeq(fields);
        Did did = did("did", fields.did, fields);
        Tid rev = tid("rev", fields.rev, fields);
        required("blocks", fields.blocks, fields);
        return hasErrors(fields) || did == null || rev == null || fields.blocks == null
                ? null
                : new RepoEvent.Sync(did, rev, fields.blocks);
    }

    private static @Nullable RepoEvent identity(EnvelopeFields fields) {
        requireSeq(fields);
        Did did = did("did", fields.did, fields);
        return hasErrors(fields) || did == null ? null : new RepoEvent.Identity(did, fields.handle);
    }

    private static @Nullable RepoEvent account(EnvelopeFields fields) {
        requireSeq(fields);
        Did did = did("did", fields.did, fields);
        if (!fields.activeSeen) {
            missing("active", fields);
        }
        return hasErrors(fields) || did == null ? null : new RepoEvent.Account(did, fields.active, fields.status);
    }

    private static @Nullable RepoEvent info(EnvelopeFields fields) {
        String name = required("name", fields.name, fields);
        return name == null ? null : new RepoEvent.Info(name, fields.message);
    }

    private static boolean hasErrors(EnvelopeFields fields) {
        for (DecodedFrame.Problem problem : fields.problems) {
            if (problem.kind() != FrameProblem.NON_CANONICAL) {
                return true;
            }
        }
        return false;
    }

    private static void requireSeq(EnvelopeFields fields) {
        if (fields.seq < 0) {
            missing("seq", fields);
        }
    }

    private static @Nullable Did did(String name, @Nullable String text, EnvelopeFields fields) {
        if (text == null) {
            missing(name, fields);
            return null;
        }
        return syntax(name, Did.tryParse(text).orElse(null), fields);
    }

    private static @Nullable Tid tid(String name, @Nullable String text, EnvelopeFields fields) {
        if (text == null) {
            missing(name, fields);
            return null;
        }
        return syntax(name, Tid.tryParse(text).orElse(null), fields);
    }

    private static <T> @Nullable T syntax(String name, @Nullable T parsed, EnvelopeFields fields) {
        if (parsed == null) {
            fields.problems.add(new DecodedFrame.Problem(FrameProblem.FIELD_SYNTAX, name));
        }
        return parsed;
    }

    private static <T> @Nullable T required(String name, @Nullable T value, EnvelopeFields fields) {
        if (value == null) {
            missing(name, fields);
        }
        return value;
    }

    private static void missing(String name, EnvelopeFields fields) {
        fields.problems.add(new DecodedFrame.Problem(FrameProblem.FIELD_MISSING, name));
    }

    /** The header map: {@code op}, and {@code t} for a message. */
    record Header(long op, String type) {
        /** Whether the body has a meaning; of any other frame it may hold anything. */
        boolean isKnown() {
            return op == OP_MESSAGE || op == OP_ERROR;
        }

        static Header read(CborReader reader) {
            long op = 0;
            boolean opSeen = false;
            String type = "";
            MapReader map = reader.readMap();
            while (map.next()) {
                switch (map.key()) {
                    case "op" -> {
                        op = reader.readInt();
                        opSeen = true;
                    }
                    case "t" -> type = reader.peekType() == CborType.TEXT ? reader.readText() : skip(reader);
                    default -> reader.passItem();
                }
            }
            if (!opSeen) {
                throw new MalformedException(reader.position(), "frame header without op");
            }
            return new Header(op, type);
        }

        private static String skip(CborReader reader) {
            reader.passItem();
            return "";
        }
    }
}
