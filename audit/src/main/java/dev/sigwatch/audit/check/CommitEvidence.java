package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.RepoOperation;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code #commit} or {@code #sync} opened: the message's claims beside what its blocks hold.
 *
 * @param commitCid the commit the message names; for {@code #sync} the first root
 * @param block the commit's bytes, null where they are not among the blocks
 * @param reading the commit block read, null where there is none
 */
record CommitEvidence(
        RepoEvent event,
        Did did,
        Tid rev,
        Cid commitCid,
        Car car,
        int blocksLength,
        @Nullable Slice block,
        CommitReader.@Nullable Reading reading) {

    static CommitEvidence of(RepoEvent.Commit event, Car car) {
        return of(
                event,
                event.repo(),
                event.rev(),
                event.commit(),
                car,
                event.blocks().length());
    }

    static CommitEvidence of(RepoEvent.Sync event, Car car) {
        return of(
                event,
                event.did(),
                event.rev(),
                car.roots().get(0),
                car,
                event.blocks().length());
    }

    private static CommitEvidence of(RepoEvent event, Did did, Tid rev, Cid commitCid, Car car, int blocksLength) {
        Slice block = car.block(commitCid).orElse(null);
        CommitReader.Reading reading =
                block == null ? null : CommitReader.read(block.buf(), block.offset(), block.length());
        return new CommitEvidence(event, did, rev, commitCid, car, blocksLength, block, reading);
    }

    boolean isSync() {
        return event.kind() == RepoEvent.Kind.SYNC;
    }

    @Nullable
    Commit commit() {
        return reading == null ? null : reading.commit();
    }

    List<RepoOperation> ops() {
        return event instanceof RepoEvent.Commit commit ? commit.ops() : List.of();
    }
}
