package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.stream.FrameLimits;
import java.util.ArrayList;
import java.util.List;

/** Honest commits at the edge of what the protocol allows: each must be proven like any other. */
final class Extremes {
    /** Layers of a key that costs a few thousand hashes to find. */
    private static final int MINED_LAYER = 6;

    private Extremes() {}

    static Plan minedKey() {
        return Plan.story(
                "A key was chosen so that it lies high above all others.",
                Expectation.VERIFIED,
                scene -> scene.conspicuous(scene.draft(
                        List.of(scene.postAt(MinedPaths.atLeast(scene.freshPath(), MINED_LAYER), "on a pole")))));
    }

    static Plan minedKeyDeleted() {
        return Plan.story(
                "A key high above all others is deleted, and the tree shrinks by several layers.",
                Expectation.VERIFIED,
                scene -> {
                    String path = MinedPaths.atLeast(scene.freshPath(), MINED_LAYER);
                    scene.commit(scene.postAt(path, "on a pole"));
                    return scene.conspicuous(scene.draft(List.of(Write.delete(path))));
                });
    }

    /** Creations, updates and deletions, so that what undoes them needs much of the tree. */
    static Plan manyOps() {
        return Plan.story("The commit has 200 operations.", Expectation.VERIFIED, scene -> {
            int quarter = FrameLimits.OPS / 4;
            Write[] old = new Write[2 * quarter];
            for (int i = 0; i < old.length; i++) {
                old[i] = scene.post("old " + i);
            }
            scene.commit(old);
            List<Write> writes = new ArrayList<>();
            for (int i = 0; i < quarter; i++) {
                String updated = old[2 * i].path().toString();
                String deleted = old[2 * i + 1].path().toString();
                writes.addAll(List.of(
                        scene.post("new " + i),
                        scene.postAt(updated, "changed " + i),
                        Write.delete(deleted),
                        scene.post("newer " + i)));
            }
            return scene.conspicuous(scene.draft(writes));
        });
    }

    static Plan wideNode() {
        return Plan.story("A node has 200 entries.", Expectation.VERIFIED, scene -> {
            String prefix = scene.freshPath();
            List<Write> writes = new ArrayList<>();
            for (int i = 0; i < FrameLimits.OPS; i++) {
                writes.add(scene.postAt(MinedPaths.inLayer(prefix + "_" + i + "_", 0), "one of many"));
            }
            return scene.conspicuous(scene.draft(writes));
        });
    }

    static Plan emptyCommit() {
        return Plan.story(
                "A commit changes nothing.",
                Expectation.of("VERIFIED", "OK_EMPTY_COMMIT"),
                scene -> scene.conspicuous(scene.draft(List.of())));
    }
}
