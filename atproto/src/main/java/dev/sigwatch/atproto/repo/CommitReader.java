package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.NonCanonicalException;
import dev.sigwatch.atproto.cbor.CborReader;
import dev.sigwatch.atproto.cbor.CborType;
import dev.sigwatch.atproto.cbor.MapReader;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.cid.Sha256;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one commit block and says everything that is wrong with it.
 *
 * <p>Reading is strict, so a block that is read is canonical, and its signed bytes are the block itself less the {@code sig}
 * entry and with a map head one smaller: nothing is encoded again. Peers verify a re-encoding of the fields they know; that is
 * how a stranger can turn one signed commit into several CIDs.
 */
public final class CommitReader {
    private static final int MAP_HEAD = 0xa0;
    /** Largest map whose head is one byte; a commit has six fields, so a larger one is not read further. */
    private static final int MAX_FIELDS = 23;

    private static final int SIGNATURE_LENGTH = 64;

    private final byte[] buffer;
    private final int from;
    private final int to;
    private final Set<CommitProblem> problems = EnumSet.noneOf(CommitProblem.class);

    private int size;
    private int unknown;
    private int signatureFrom = -1;
    private int signatureTo = -1;
    private @Nullable String did;
    private @Nullable String rev;
    private byte @Nullable [] signature;
    private @Nullable Cid data;
    private @Nullable Cid prev;
    private boolean prevSeen;
    private long version = -1;

    private CommitReader(byte[] buffer, int from, int to) {
        this.buffer = buffer;
        this.from = from;
        this.to = to;
    }

    /**
     * What a block turned out to be.
     *
     * @param commit the commit, null where a field that identifies it or its signature is absent or unreadable
     * @param legacy the commit if it is of version 2, else null
     * @param problems what is wrong; empty for an acceptable commit
     */
    public record Reading(@Nullable Commit commit, @Nullable LegacyCommit legacy, Set<CommitProblem> problems) {
        /** No commit, for this reason. */
        static Reading of(CommitProblem problem) {
            return new Reading(null, null, EnumSet.of(problem));
        }

        /** No commit was there to be read. */
        static Reading none() {
            return new Reading(null, null, EnumSet.noneOf(CommitProblem.class));
        }

        /** Returns the root of the tree, whatever the version; null if that cannot be read. */
        @Nullable
        Cid data() {
            return commit != null ? commit.data() : legacy != null ? legacy.data() : null;
        }
    }

    /** Reads {@code length} bytes of {@code buffer} at {@code offset} as a commit block; never throws for their content. */
    public static Reading read(byte[] buffer, int offset, int length) {
        return new CommitReader(buffer, offset, offset + length).read();
    }

    private Reading read() {
        try {
            readFields();
        } catch (NonCanonicalException e) {
            return Reading.of(CommitProblem.NON_CANONICAL);
        } catch (MalformedException e) {
            return Reading.of(CommitProblem.UNREADABLE);
        }
        return judgeFields();
    }

    private void readFields() {
        CborReader reader = new CborReader(buffer, from, to);
        MapReader map = reader.readMap();
        size = map.size();
        if (size > MAX_FIELDS) {
            unknown = size;
            return;
        }
        int entryFrom = reader.position();
        while (map.next()) {
            readField(map.key(), reader, entryFrom);
            entryFrom = reader.position();
        }
        reader.requireEnd();
    }

    private void readField(String key, CborReader reader, int entryFrom) {
        CborType type = reader.peekType();
        switch (key) {
            case "did" -> did = text(type, reader);
            case "rev" -> rev = text(type, reader);
            case "sig" -> {
                signature = bytes(type, reader);
                signatureFrom = entryFrom;
                signatureTo = reader.position();
            }
            case "data" -> data = link(type, reader);
            case "prev" -> {
                prevSeen = true;
                if (!reader.tryReadNull()) {
                    prev = link(type, reader);
                }
            }
            case "version" -> {
                if (type == CborType.INT) {
                    version = reader.readInt();
                } else {
                    wrongType(reader);
                }
            }
            default -> {
                unknown++;
                reader.passItem();
            }
        }
    }

    private @Nullable String text(CborType type, CborReader reader) {
        if (type == CborType.TEXT) {
            return reader.readText();
        }
        wrongType(reader);
        return null;
    }

    private byte @Nullable [] bytes(CborType type, CborReader reader) {
        if (type == CborType.BYTES) {
            return reader.readBytes();
        }
        wrongType(reader);
        return null;
    }

    private @Nullable Cid link(CborType type, CborReader reader) {
        if (type == CborType.LINK) {
            return reader.readLink();
        }
        wrongType(reader);
        return null;
    }

    private void wrongType(CborReader reader) {
        problems.add(CommitProblem.FIELD);
        reader.passItem();
    }

    private Reading judgeFields() {
        if (version == LegacyCommit.VERSION) {
            problems.add(CommitProblem.VERSION_2);
        } else if (version != Commit.VERSION) {
            problems.add(CommitProblem.VERSION);
        }
        if (unknown > 0) {
            problems.add(CommitProblem.UNKNOWN_FIELDS);
        }
        if (!prevSeen) {
            problems.add(CommitProblem.FIELD);
        }
        Did parsedDid = did == null ? null : Did.tryParse(did).orElse(null);
        Tid parsedRev = rev == null ? null : Tid.tryParse(rev).orElse(null);
        if (rev != null && parsedRev == null) {
            problems.add(CommitProblem.REV_SYNTAX);
        }
        if (signature != null && signature.length != SIGNATURE_LENGTH) {
            problems.add(looksLikeDer(signature) ? CommitProblem.SIGNATURE_DER : CommitProblem.SIGNATURE_LENGTH);
        }
        boolean isRevNeeded = version != LegacyCommit.VERSION;
        if (parsedDid == null
                || data == null
                || (rev == null && isRevNeeded)
                || signature == null
                || data.codec() != Cid.Codec.DAG_CBOR) {
            problems.add(CommitProblem.FIELD);
        }
        if (parsedDid == null || data == null || signature == null) {
            return new Reading(null, null, problems);
        }
        byte[] digest = signedDigest();
        return new Reading(
                parsedRev == null ? null : new Commit(parsedDid, data, parsedRev, prev, signature, digest),
                isRevNeeded ? null : new LegacyCommit(parsedDid, data, signature, digest),
                problems);
    }

    private static boolean looksLikeDer(byte[] signature) {
        return signature.length > 2 && signature[0] == 0x30 && (signature[1] & 0xff) == signature.length - 2;
    }

    private byte[] signedDigest() {
        byte[] head = {(byte) (MAP_HEAD | (size - 1))};
        return new Sha256()
                .update(head, 0, 1)
                .update(buffer, from + 1, signatureFrom - from - 1)
                .update(buffer, signatureTo, to - signatureTo)
                .finish();
    }
}
