package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.syntax.Did;
import java.util.List;

/** What storage services write of the images of others, and of who may write to them. */
final class BadHolds {
    private static final int PULLS = 40;
    private static final int FAULTS = 3;

    private BadHolds() {}

    static Plan honest() {
        return Plan.story(
                        "A storage service keeps its books: owner, readers, layers, a scan, statistics.",
                        Expectation.VERIFIED,
                        scene -> {
                            Did owner = scene.bystander();
                            Image image = scene.image();
                            scene.commit(HoldRecords.captain(scene.did(), true, scene.time()));
                            scene.commit(HoldRecords.crew(tid(scene), owner, List.of("blob:read"), scene.time()));
                            scene.commit(HoldRecords.layer(tid(scene), owner, owner, image, scene.time()));
                            scene.commit(HoldRecords.scan(owner, image, FAULTS, scene.time()));
                            scene.commit(stats(scene, owner, PULLS));
                            return scene.conspicuous(stats(scene, owner, PULLS + 1));
                        })
                .raising(Alarms.HONEST);
    }

    static Plan layerOfSomebodyElse() {
        return record(
                        "A storage service says of one account's layer that it is another's.",
                        scene -> HoldRecords.layer(
                                tid(scene), scene.bystander(), scene.did(), scene.image(), scene.time()))
                .noting("LAYER_CLAIM");
    }

    static Plan statisticsUnderWrongKey() {
        return record(
                        "A storage service keeps statistics under a key of its own.",
                        scene -> HoldRecords.stats(
                                HoldRecords.statsKey(scene.did(), Scene.APP),
                                scene.bystander(),
                                Scene.APP,
                                PULLS,
                                scene.time()))
                .noting("STATS_KEY");
    }

    static Plan wrongSum() {
        return record(
                        "A scan says that it found less than its parts add up to.",
                        scene -> HoldRecords.scan(scene.bystander(), scene.image(), FAULTS - 1, scene.time()))
                .noting("COUNTS");
    }

    static Plan fallingCount() {
        return Plan.story("Fewer pulls are counted than before.", Expectation.VERIFIED, scene -> {
                    Did owner = scene.bystander();
                    scene.commit(stats(scene, owner, PULLS));
                    return scene.conspicuous(stats(scene, owner, PULLS - 1));
                })
                .noting("COUNTS");
    }

    static Plan crewGainsWriting() {
        return Plan.story(
                        "Somebody who could only read may write to a storage service.", Expectation.VERIFIED, scene -> {
                            String member = tid(scene);
                            Did who = scene.bystander();
                            scene.commit(HoldRecords.crew(member, who, List.of("blob:read"), scene.time()));
                            return scene.conspicuous(
                                    HoldRecords.crew(member, who, List.of("blob:read", "blob:write"), scene.time()));
                        })
                .noting("CREW_ESCALATION");
    }

    static Plan holdOpened() {
        return Plan.story("A storage service is opened to everybody.", Expectation.VERIFIED, scene -> {
                    scene.commit(HoldRecords.captain(scene.did(), false, scene.time()));
                    return scene.conspicuous(HoldRecords.captain(scene.did(), true, scene.time()));
                })
                .noting("CREW_ESCALATION");
    }

    /** Makes a record of a storage service. */
    @FunctionalInterface
    private interface Writing {
        Write write(Scene scene);
    }

    private static Plan record(String sentence, Writing writing) {
        return Plan.story(sentence, Expectation.VERIFIED, scene -> scene.conspicuous(writing.write(scene)));
    }

    private static Write stats(Scene scene, Did owner, int pulls) {
        return HoldRecords.stats(HoldRecords.statsKey(owner, Scene.APP), owner, Scene.APP, pulls, scene.time());
    }

    private static String tid(Scene scene) {
        return scene.stage().time().tid().value();
    }
}
