package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.car.Car;
import dev.sigwatch.atproto.car.CarWriter;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.stream.FrameDecoder;
import dev.sigwatch.atproto.stream.RepoEvent;
import dev.sigwatch.atproto.syntax.Tid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Commits that are right in themselves, and histories that are not: gaps, forks, two truths under one revision. */
final class BadChains {
    private static final Expectation EQUIVOCATION = Expectation.of("VIOLATION", "EQUIVOCATION_SAME_REV");

    private BadChains() {}

    static Plan swallowedCommit() {
        return Plan.story(
                "The relay swallows a commit; the next one does not follow.",
                Expectation.of("UNPROVEN", "CHAIN_GAP"),
                scene -> {
                    scene.withhold(scene.post("swallowed"));
                    SentFrame afterGap = scene.conspicuous(scene.draft());
                    scene.commit(scene.post("after the gap"));
                    return afterGap;
                });
    }

    static Plan swallowedPair() {
        return Plan.story(
                "The relay swallows a creation and the deletion that undoes it.",
                Expectation.of("UNPROVEN", "CHAIN_NETZERO_GAP"),
                scene -> {
                    Write post = scene.post("never seen");
                    scene.withhold(post);
                    scene.withhold(Write.delete(post.path().toString()));
                    SentFrame afterGap = scene.conspicuous(scene.draft());
                    scene.commit(scene.post("after the gap"));
                    return afterGap;
                });
    }

    static Plan forkedHistory() {
        return Plan.story(
                "A commit continues the history from before the last commit.",
                Expectation.of("VIOLATION", "CHAIN_FORK"),
                scene -> {
                    scene.commit(scene.post("to be left out"));
                    return scene.forge(scene.draftBesideLast().frame());
                });
    }

    static Plan syncReset() {
        return Plan.story(
                "A #sync announces a state that no commit led to.", Expectation.of("UNPROVEN", "SYNC_RESET"), scene -> {
                    scene.withhold(scene.post("imported"), scene.post("imported as well"));
                    SentFrame sync = scene.announce(scene.account().sync());
                    scene.commit(scene.post("after the reset"));
                    return sync;
                });
    }

    static Plan syncOfCurrent() {
        return Plan.story(
                "A #sync announces the current commit.",
                Expectation.of("VERIFIED", "OK_DUPLICATE"),
                scene -> scene.announce(scene.account().sync()));
    }

    static Plan replayedTag() {
        return Plan.story(
                        "A host sends again, as if it were new, the commit of a tag that has been moved on since.",
                        Expectation.of("VIOLATION", "REV_REPLAY"),
                        scene -> {
                            SentFrame old = scene.commit(scene.image("app", "stable"));
                            scene.commit(scene.image("app", "stable"));
                            return scene.forge(BadFrames.rewritten(
                                    old.bytes(), body -> body.with("seq", CborValue.of(scene.seq()))));
                        })
                .raising(Alarms.of("C7"));
    }

    static Plan equivocation() {
        return Plan.story("Two commits of one revision have different trees.", EQUIVOCATION, scene -> {
            SentFrame shown = scene.commit(scene.post("as shown"));
            return scene.forge(
                    scene.draftBesideLast().withRev(Tid.parse(shown.rev())).frame());
        });
    }

    static Plan resigned() {
        return Plan.verified("The last commit comes again with another signature.", "RESIGNED_SAME_REV", scene -> {
            RepoEvent.Commit event = (RepoEvent.Commit) Objects.requireNonNull(
                    FrameDecoder.decode(scene.before().bytes()).event());
            Car car = Car.read(event.blocks().toBytes());
            Commit commit = Commit.sign(
                    scene.did(), dataOf(scene), event.rev(), scene.account().key());
            byte[] signature = scene.account().signingKey().signAnew(commit.digest(), scene.random());
            Block again = Block.ofDagCbor(
                    new Commit(commit.did(), commit.data(), commit.rev(), null, signature, commit.digest()).toBytes());
            List<Block> blocks = new ArrayList<>(List.of(again));
            car.cids().stream()
                    .filter(cid -> !cid.equals(event.commit()))
                    .forEach(cid -> blocks.add(
                            new Block(cid, car.block(cid).orElseThrow().toBytes())));
            byte[] archive = CarWriter.write(List.of(again.cid()), blocks);
            return BadFrames.rewritten(scene.before().bytes(), body -> body.with("seq", CborValue.of(scene.seq()))
                    .with("commit", CborValue.of(again.cid()))
                    .with("blocks", CborValue.of(archive)));
        });
    }

    static Plan whileInactive() {
        return Plan.story(
                "An account announced as deactivated commits.",
                Expectation.of("VERIFIED", "ACCOUNT_INACTIVE"),
                scene -> {
                    scene.stage().announceStatus(scene.account(), false, "deactivated");
                    SentFrame commit = scene.conspicuous(scene.draft());
                    scene.stage().announceStatus(scene.account(), true, null);
                    scene.stage().announce(scene.account().sync(), Expectation.VERIFIED, null);
                    return commit;
                });
    }

    /** To be seen only by those who read the {@linkplain SimulatedNetwork#mirror() mirror} too. */
    static Plan splitView() {
        return Plan.story("A mirror relay shows another commit of the same revision.", Expectation.VERIFIED, scene -> {
            CommitDraft shown = scene.draft();
            CommitDraft mirrored =
                    scene.draft(List.of(scene.post("for others"))).withRev(shown.rev());
            return scene.split(shown, mirrored, EQUIVOCATION);
        });
    }

    private static Cid dataOf(Scene scene) {
        return scene.account().repository().tree().root();
    }
}
