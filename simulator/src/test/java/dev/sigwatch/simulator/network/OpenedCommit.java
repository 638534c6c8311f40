package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.cbor.Slice;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitProof;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.TreeProblem;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import java.util.List;
import java.util.Objects;

/** A readable commit's frame, taken apart by the library's own readers. */
record OpenedCommit(RepoEvent.Commit event, Car car, Commit commit) {

    static OpenedCommit of(SentFrame frame) {
        RepoEvent.Commit event = (RepoEvent.Commit)
                Objects.requireNonNull(FrameDecoder.decode(frame.bytes()).event());
        Car car = Car.read(event.blocks().toBytes());
        Slice block = car.block(event.commit()).orElseThrow();
        CommitReader.Reading reading = CommitReader.read(block.buf(), block.offset(), block.length());
        if (!reading.problems().isEmpty()) {
            throw new AssertionError(reading.problems());
        }
        return new OpenedCommit(event, car, Objects.requireNonNull(reading.commit()));
    }

    /** What the proof of the tree and of the operations finds. */
    List<TreeProblem> problems() {
        return CommitProof.check(
                cid -> car.block(cid).orElse(null),
                commit.data(),
                event.prevData(),
                event.since() == null,
                event.ops());
    }

    /** Whether this commit is the one that another names as its predecessor. */
    boolean isBefore(OpenedCommit next) {
        return commit.rev().equals(next.event.since()) && commit.data().equals(next.event.prevData());
    }
}
