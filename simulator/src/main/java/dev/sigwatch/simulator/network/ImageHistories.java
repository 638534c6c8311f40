package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import java.util.List;

/** What becomes of images after they were pushed, and images that are more than one: some of it honest, some of it not. */
final class ImageHistories {
    private static final String LAYERS = "layers";

    private ImageHistories() {}

    static Plan rewritten() {
        return Plan.story(
                        "An image's record is given other layers under the same digest.",
                        Expectation.VERIFIED,
                        scene -> {
                            Image image = scene.image();
                            scene.commit(scene.manifest(image));
                            return scene.conspicuous(withOtherLayers(scene, image));
                        })
                .noting("MANIFEST_MUTATED")
                .raising(Alarms.of("R3"));
    }

    static Plan pushedAgain() {
        return Plan.story("An image is pushed again, and only its time is new.", Expectation.VERIFIED, scene -> {
                    Image image = scene.image();
                    scene.commit(scene.manifest(image));
                    scene.commit(scene.post("later"));
                    return scene.conspicuous(
                            Records.manifest(image, Records.manifestRecord(image, "other", scene.time())));
                })
                .raising(Alarms.HONEST);
    }

    static Plan recreated() {
        return Plan.story(
                        "An image is deleted, and comes back with other layers under the same digest.",
                        Expectation.VERIFIED,
                        scene -> {
                            Image image = scene.image();
                            Write manifest = scene.manifest(image);
                            scene.commit(manifest);
                            scene.commit(Write.delete(manifest.path().toString()));
                            return scene.conspicuous(withOtherLayers(scene, image));
                        })
                .noting("MANIFEST_DELETED", "MANIFEST_RECREATED")
                .raising(Alarms.of("R3"));
    }

    static Plan deletedUnderTag() {
        return Plan.story("An image is deleted, and its tag left.", Expectation.VERIFIED, scene -> {
                    List<Write> image = scene.image(Scene.APP, "orphan");
                    scene.commit(image);
                    return scene.conspicuous(Write.delete(image.get(0).path().toString()));
                })
                .noting("MANIFEST_DELETED", "TAG_DANGLING")
                .raising(Alarms.of("R3"));
    }

    static Plan cleanedUp() {
        return Plan.story(
                        "An image that is not needed any more is untagged and deleted.",
                        Expectation.VERIFIED,
                        scene -> {
                            List<Write> image = scene.image(Scene.APP, "old");
                            scene.commit(image);
                            scene.commit(Write.delete(image.get(1).path().toString()));
                            return scene.conspicuous(
                                    Write.delete(image.get(0).path().toString()));
                        })
                .noting("MANIFEST_DELETED")
                .raising(Alarms.HONEST);
    }

    static Plan holdMoved() {
        return Plan.story("An account's images move to another storage service.", Expectation.VERIFIED, scene -> {
                    scene.commit(Records.profile(Records.OTHER_HOLD, scene.time()));
                    Image image = scene.image();
                    scene.commit(scene.manifest(image));
                    return scene.conspicuous(Records.manifest(
                            image,
                            Records.manifestRecord(image, Scene.APP, scene.time())
                                    .with("holdDid", CborValue.of(Records.OTHER_HOLD))));
                })
                .noting("HOLD_CHANGED", "HOLD_FIRST_SEEN")
                .raising(Alarms.quiet("R6"));
    }

    static Plan newRepository() {
        return Plan.story(
                        "An account pushes the first image of a new repository.",
                        Expectation.VERIFIED,
                        scene -> scene.conspicuous(scene.draft(scene.image("team/new-service", "v1"))))
                .noting("REPOSITORY_FIRST_SEEN")
                .raising(Alarms.quiet("R6"));
    }

    static Plan multiArchitecture() {
        return Plan.story(
                        "An image for two architectures is pushed: first both, then the index of them, then the tag.",
                        Expectation.VERIFIED,
                        scene -> {
                            List<Image> children = List.of(scene.image(), scene.image());
                            children.forEach(child -> scene.commit(scene.manifest(child)));
                            Image index = Image.index(children);
                            scene.commit(scene.manifest(index));
                            return scene.conspicuous(scene.tag(index, "multi"));
                        })
                .raising(Alarms.HONEST);
    }

    static Plan artifactOfUnknown() {
        return Plan.story(
                        "A bill of materials is pushed before the image that it is about.",
                        Expectation.VERIFIED,
                        scene -> scene.conspicuous(
                                scene.manifest(Image.about(scene.image().descriptor(), scene.randomBytes(Long.BYTES)))))
                .noting("SUBJECT_MISSING")
                .raising(Alarms.HONEST);
    }

    /** The digest and the bytes are as they were: only what the record repeats of them is not. */
    private static Write withOtherLayers(Scene scene, Image image) {
        CborValue layers = CborValue.of(List.of(scene.image().descriptor()));
        return Records.manifest(
                image, Records.manifestRecord(image, Scene.APP, scene.time()).with(LAYERS, layers));
    }
}
