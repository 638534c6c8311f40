package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cbor.CborValue;
import dev.sigwatch.atproto.cbor.CborValue.MapValue;
import dev.sigwatch.atproto.syntax.RepoPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Records of images that are signed as they should be, and do not say what they should. */
final class BadManifests {
    private static final String CONFIG = "config";
    private static final String DIGEST = "digest";

    private BadManifests() {}

    static Plan wrongType() {
        return manifest("An image's record says that it is a tag's.", record -> record.with("$type", text(Records.TAG)))
                .noting("TYPE_MISMATCH");
    }

    static Plan fieldMissing() {
        return manifest("An image's record lacks a field.", record -> record.without("createdAt"))
                .noting("SCHEMA_INVALID");
    }

    static Plan notCbor() {
        return record(
                        "An image's record is no CBOR.",
                        (scene, image) -> new Write(path(image.hex()), Block.ofDagCbor(new byte[] {(byte) 0xff, 0})))
                .noting("RECORD_CBOR");
    }

    static Plan fraction() {
        return manifest(
                        "An image's record has a number that is not whole.",
                        record ->
                                record.with("annotations", CborValue.of(Map.of("load", new CborValue.FloatValue(0.5)))))
                .noting("RECORD_DATA_MODEL", "SCHEMA_INVALID");
    }

    static Plan underAnotherKey() {
        return record(
                        "An image's record lies where another image's should.",
                        (scene, image) -> Write.put(path(scene.image().hex()).toString(), honest(scene, image)))
                .noting("RKEY_DIGEST")
                .raising(Alarms.of("R1"));
    }

    static Plan underTid() {
        return record(
                        "A client keeps an image's record under a time, as the schema says.",
                        (scene, image) -> Write.put(
                                path(scene.stage().time().tid().value()).toString(), honest(scene, image)))
                .noting("RKEY_SHAPE")
                .raising(Alarms.HONEST);
    }

    static Plan digestUnbound() {
        return record(
                        "An image's digest is not that of the bytes that its record points to.",
                        (scene, image) -> Records.manifest(
                                image,
                                honest(scene, image)
                                        .with("manifestBlob", Records.blob(scene.image(), Image.MANIFEST_TYPE))))
                .noting("DIGEST_BLOB")
                .raising(Alarms.of("R1"));
    }

    static Plan digestInCapitals() {
        return manifest("An image's record spells a digest in capitals.", record -> {
                    MapValue config = (MapValue) Objects.requireNonNull(record.get(CONFIG));
                    CborValue.TextValue digest = (CborValue.TextValue) Objects.requireNonNull(config.get(DIGEST));
                    return record.with(CONFIG, config.with(DIGEST, text(shouted(digest.value()))));
                })
                .noting("DIGEST_GRAMMAR");
    }

    static Plan guessedMediaType() {
        return record(
                        "A server guesses another type for an image's bytes.",
                        (scene, image) -> Records.manifest(
                                image,
                                honest(scene, image)
                                        .with("manifestBlob", Records.blob(image, "application/octet-stream"))))
                .noting("BLOB_SHAPE")
                .raising(Alarms.HONEST);
    }

    static Plan mixedKind() {
        return record(
                        "What calls itself an index has the parts of an image.",
                        (scene, image) -> scene.manifest(image.as(Image.INDEX_TYPE)))
                .noting("KIND_MIX");
    }

    static Plan unbound() {
        return manifest(
                        "A client of the old days records an image without its bytes.",
                        record -> record.without("manifestBlob"))
                .noting("UNBOUND")
                .raising(Alarms.HONEST);
    }

    static Plan nowhere() {
        return manifest("An image's record names no place where it lies.", record -> record.without("holdDid"))
                .noting("NO_HOLD");
    }

    static Plan timeless() {
        return manifest(
                        "A client forgets to set an image's time.",
                        record -> record.with("createdAt", text("0001-01-01T00:00:00Z")))
                .noting("TIME_SKEW")
                .raising(Alarms.HONEST);
    }

    static Plan childMissing() {
        return record(
                        "An index lists an image that was never pushed.",
                        (scene, image) -> scene.manifest(Image.index(List.of(image))))
                .noting("CHILD_MISSING");
    }

    static Plan childOfAnotherSize() {
        return Plan.story("An index says that an image is larger than it is.", Expectation.VERIFIED, scene -> {
                    Image child = scene.image();
                    scene.commit(scene.manifest(child));
                    MapValue larger = child.descriptor().with("size", CborValue.of(child.manifest().length + 1));
                    return scene.conspicuous(scene.manifest(Image.listing(List.of(larger))));
                })
                .noting("CHILD_SIZE");
    }

    /** Makes a record of an image just drawn. */
    @FunctionalInterface
    private interface About {
        Write write(Scene scene, Image image);
    }

    private static Plan record(String sentence, About about) {
        return Plan.story(
                sentence, Expectation.VERIFIED, scene -> scene.conspicuous(about.write(scene, scene.image())));
    }

    private static Plan manifest(String sentence, UnaryOperator<MapValue> spoilt) {
        return record(sentence, (scene, image) -> Records.manifest(image, spoilt.apply(honest(scene, image))));
    }

    private static MapValue honest(Scene scene, Image image) {
        return Records.manifestRecord(image, Scene.APP, scene.time());
    }

    private static RepoPath path(String rkey) {
        return RepoPath.parse(Records.MANIFEST + "/" + rkey);
    }

    private static String shouted(String digest) {
        int hex = digest.indexOf(':') + 1;
        return digest.substring(0, hex) + digest.substring(hex).toUpperCase(Locale.ROOT);
    }

    private static CborValue text(String text) {
        return CborValue.of(text);
    }
}
