package dev.sigwatch.atproto.stream;

import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the stream. Everything here but {@code blocks} is unsigned and may have been rebuilt by any hop.
 *
 * @see <a href="https://atproto.com/specs/sync#firehose">Event types</a>
 */
public sealed interface RepoEvent {

    /** Which message it is; switch on this, then cast. */
    enum Kind {
        COMMIT,
        SYNC,
        IDENTITY,
        ACCOUNT,
        INFO,
        DEPRECATED,
        UNKNOWN,
        ERROR
    }

    /** Which message this is. */
    Kind kind();

    /**
     * {@code #commit}.
     *
     * @param since revision of the commit before, null for a first commit
     * @param commit CID of the commit block, which should be the CAR's first root
     * @param blocks the CAR, a slice of the frame
     * @param ops at most {@link FrameLimits#OPS} entries, in the frame's order
     * @param opsCount entries announced, which may be more than {@code ops} holds
     * @param prevData tree root before, null where the producer did not say
     */
    record Commit(
            Did repo,
            Tid rev,
            @Nullable Tid since,
            Cid commit,
            Slice blocks,
            List<RepoOperation> ops,
            int opsCount,
            @Nullable Cid prevData,
            boolean tooBig,
            boolean rebase)
            implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.COMMIT;
        }
    }

    /** {@code #sync}: the account's current commit, without its tree. */
    record Sync(Did did, Tid rev, Slice blocks) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.SYNC;
        }
    }

    /** {@code #identity}: something about the DID may have changed; anyone can say so. */
    record Identity(Did did, @Nullable String handle) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.IDENTITY;
        }
    }

    /** {@code #account}: the account's status at the emitting host. */
    record Account(Did did, boolean active, @Nullable String status) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.ACCOUNT;
        }
    }

    /** {@code #info}. */
    record Info(String name, @Nullable String message) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.INFO;
        }
    }

    /** {@code #handle}, {@code #migrate}, {@code #tombstone}: removed from the protocol, never acted on. */
    record Deprecated(String type) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.DEPRECATED;
        }
    }

    /** A message type, or a header {@code op}, that this version does not know: the specification says to ignore it. */
    record Unknown(long op, String type) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }
    }

    /** An error frame; the host closes the connection after it. */
    record Error(String error, @Nullable String message) implements RepoEvent {
        @Override
        public Kind kind() {
            return Kind.ERROR;
        }
    }
}
