package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RepoOperation;
import java.util.List;

/** Messages that say something else about a commit than its tree does, and messages that say too little. */
final class BadOperations {

    private BadOperations() {}

    static Plan createWithPrev() {
        return Plan.violation("A creation names a previous record.", "OPS_SHAPE", scene -> scene.draft()
                .withOp(op -> new RepoOperation(op.action(), op.path(), op.cid(), someCid(scene)))
                .frame());
    }

    static Plan doubledCreate() {
        return Plan.of(
                "One record is created twice in one commit.",
                Expectation.of("VIOLATION", "OPS_DUP_PATH", "INVERSION_VALUE_CONFLICT"),
                new Act.Frame(
                        scene -> {
                            CommitDraft draft = scene.draft();
                            RepoOperation create = draft.ops().get(0);
                            return draft.withOps(List.of(create, create)).frame();
                        },
                        Delivery.BINARY));
    }

    static Plan noopUpdate() {
        return Plan.story(
                "A record is updated to what it was.", Expectation.of("VERIFIED", "OPS_NOOP_UPDATE"), scene -> {
                    Write post = scene.post("as it was");
                    scene.commit(post);
                    return scene.conspicuous(scene.draft(List.of(post)));
                });
    }

    static Plan notInTree() {
        return Plan.violation(
                "A record said to be created is not in the tree.", "OPS_NOT_IN_TREE", scene -> scene.draft()
                        .withTree(scene.account().repository().tree())
                        .frame());
    }

    static Plan stillInTree() {
        return afterPost(
                "A record said to be deleted is still in the tree.",
                Expectation.of("VIOLATION", "OPS_STILL_IN_TREE"),
                (scene, path) -> scene.draft(List.of(Write.delete(path)))
                        .withTree(scene.account().repository().tree()));
    }

    static Plan leftOut() {
        return Plan.violation("One of two creations is left out.", "INVERSION_MISMATCH", scene -> {
            CommitDraft draft = scene.draft(List.of(scene.post("told"), scene.post("untold")));
            return draft.withOps(draft.ops().subList(0, 1)).frame();
        });
    }

    static Plan wrongPrev() {
        return afterPost(
                "An update names another previous record than there was.",
                Expectation.of("VIOLATION", "INVERSION_MISMATCH"),
                (scene, path) -> scene.draft(List.of(scene.postAt(path, "changed")))
                        .withOp(op -> new RepoOperation(op.action(), op.path(), op.cid(), someCid(scene))));
    }

    static Plan wrongPrevData() {
        return Plan.violation(
                "The message names another tree before than there was.",
                "INVERSION_MISMATCH",
                scene -> scene.draft().withPrevData(someCid(scene)).frame());
    }

    static Plan noPrevData() {
        return Plan.unproven(
                "The message does not name the tree before.",
                "INVERSION_UNVERIFIABLE",
                scene -> scene.draft().withPrevData(null).frame());
    }

    static Plan updateWithoutPrev() {
        return afterPost(
                "An update does not name the previous record.",
                Expectation.of("UNPROVEN", "INVERSION_UNVERIFIABLE"),
                (scene, path) ->
                        scene.draft(List.of(scene.postAt(path, "changed"))).withOp(BadOperations::withoutPrev));
    }

    static Plan deleteWithoutPrev() {
        return afterPost(
                "A deletion does not name the previous record.",
                Expectation.of("UNPROVEN", "INVERSION_UNVERIFIABLE"),
                (scene, path) -> scene.draft(List.of(Write.delete(path))).withOp(BadOperations::withoutPrev));
    }

    /** Makes a draft about a post just made. */
    @FunctionalInterface
    private interface About {
        CommitDraft draft(Scene scene, String path);
    }

    /** A frame about a post that an honest commit made just before. */
    private static Plan afterPost(String sentence, Expectation expected, About forgery) {
        return Plan.story(sentence, expected, scene -> {
            Write post = scene.post("to be spoken of");
            scene.commit(post);
            return scene.forge(forgery.draft(scene, post.path().toString()).frame());
        });
    }

    private static RepoOperation withoutPrev(RepoOperation op) {
        return new RepoOperation(op.action(), op.path(), op.cid(), null);
    }

    private static Cid someCid(Scene scene) {
        return Cid.ofDagCbor(scene.randomBytes(Long.BYTES));
    }
}
