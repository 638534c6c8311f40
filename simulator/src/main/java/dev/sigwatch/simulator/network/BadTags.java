package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import java.util.ArrayList;
import java.util.List;

/** Tags that are signed as they should be, and lead somewhere else than people think, or nowhere. */
final class BadTags {
    private static final String STABLE = "stable";

    /** So many that, even where a minute ends in the middle, one minute has more than any client writes. */
    private static final int FLOOD = 7;

    private static final int FLOOD_TAGS = 190;

    private BadTags() {}

    static Plan withoutTarget() {
        return toOwnImage("A tag points to nothing.", (scene, tag) -> tag.without("manifest"))
                .noting("TAG_NO_TARGET");
    }

    static Plan conflicting() {
        return toOwnImage(
                        "A tag's two pointers name different images.",
                        (scene, tag) -> tag.with(
                                "manifestDigest", CborValue.of(scene.image().digest())))
                .noting("TAG_CONFLICT")
                .raising(Alarms.of("R1"));
    }

    static Plan foreign() {
        return toOwnImage(
                        "A tag points to an image of somebody else.",
                        (scene, tag) ->
                                tag.with("manifest", CborValue.of(Records.uri(scene.bystander(), scene.image()))))
                .noting("TAG_FOREIGN")
                .raising(Alarms.of("R4"));
    }

    static Plan oddName() {
        return Plan.story("A tag is of a repository that no registry would name so.", Expectation.VERIFIED, scene -> {
                    Image image = scene.image();
                    scene.commit(scene.manifest(image));
                    return scene.conspicuous(Records.tag(scene.did(), image, "App", STABLE, scene.time()));
                })
                .noting("TAG_GRAMMAR");
    }

    static Plan dangling() {
        return Plan.story(
                        "A tag points to an image that was never pushed.",
                        Expectation.VERIFIED,
                        scene -> scene.conspicuous(scene.tag(scene.image(), STABLE)))
                .noting("TAG_DANGLING");
    }

    static Plan movedBack() {
        return Plan.story(
                        "A tag that everybody pulls is moved back to an image that it had been moved away from.",
                        Expectation.VERIFIED,
                        scene -> {
                            Image old = scene.image();
                            scene.commit(scene.manifest(old), scene.tag(old, STABLE));
                            scene.commit(scene.image(Scene.APP, STABLE));
                            return scene.conspicuous(scene.tag(old, STABLE));
                        })
                .noting("TAG_MOVED", "TAG_ROLLBACK")
                .raising(Alarms.of("R4"));
    }

    static Plan movedOn() {
        return Plan.story("A tag is moved on to a new image, as with every release.", Expectation.VERIFIED, scene -> {
                    scene.commit(scene.image(Scene.APP, STABLE));
                    List<Write> release = scene.image(Scene.APP, STABLE);
                    scene.commit(release.get(0));
                    return scene.conspicuous(release.get(1));
                })
                .noting("TAG_MOVED")
                .raising(Alarms.HONEST);
    }

    static Plan slotReused() {
        return Plan.story(
                        "Two tags of different repositories share one key, and the second overwrites the first.",
                        Expectation.VERIFIED,
                        scene -> {
                            scene.commit(scene.image("my_app", "v1"));
                            return scene.conspicuous(scene.draft(scene.image("my", "app_v1")));
                        })
                .noting("SLOT_REUSED");
    }

    static Plan flood() {
        return Plan.story(
                        "An account writes more tags in a minute than any client does.",
                        Expectation.VERIFIED,
                        scene -> {
                            Image image = scene.image();
                            SentFrame last = scene.conspicuous(scene.manifest(image));
                            for (int i = 0; i < FLOOD; i++) {
                                List<Write> tags = new ArrayList<>();
                                for (int j = 0; j < FLOOD_TAGS; j++) {
                                    tags.add(scene.tag(image, "build-" + i + "-" + j));
                                }
                                last = scene.conspicuous(scene.draft(tags));
                            }
                            return last;
                        })
                .noting("FLOOD");
    }

    /** What becomes of an honest tag's record. */
    @FunctionalInterface
    private interface Spoiling {
        MapValue spoil(Scene scene, MapValue tag);
    }

    private static Plan toOwnImage(String sentence, Spoiling spoiling) {
        return Plan.story(sentence, Expectation.VERIFIED, scene -> {
            Image image = scene.image();
            scene.commit(scene.manifest(image));
            MapValue tag = Records.tagRecord(scene.did(), image, Scene.APP, STABLE, scene.time());
            return scene.conspicuous(Records.tag(Scene.APP, STABLE, spoiling.spoil(scene, tag)));
        });
    }
}
