package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Binding;
import dev.sigwatch.audit.RecordFacts;
import dev.sigwatch.audit.RegistryFacts;
import dev.sigwatch.audit.RegistryFacts.Reference;
import java.util.List;

/** Operations on registry records, as they leave the first stage. */
final class RegistryWrites {
    static final String HOLD = "did:web:hold.example.com";
    static final String OTHER_HOLD = "did:web:other.example.com";
    static final String CREATE = "create";
    static final String UPDATE = "update";

    private RegistryWrites() {}

    /** A digest of an image. */
    static String digest(int image) {
        return "sha256:" + key(image);
    }

    private static String key(int image) {
        return String.format("%064x", image);
    }

    static RecordFacts manifest(String action, int image) {
        return manifest(action, image, "plain", HOLD);
    }

    static RecordFacts manifest(String action, int image, String mark, String hold, Reference... references) {
        return write("io.atcr.manifest", key(image), action, mark + " on " + hold, "app", digest(image), "", hold, mark)
                .with(references);
    }

    /** The manifest of an image under a key that is no digest. */
    static RecordFacts manifestUnder(String key, int image) {
        return write("io.atcr.manifest", key, CREATE, key, "app", digest(image), "", HOLD, "plain")
                .with();
    }

    static RecordFacts tag(String action, String name, int image) {
        return tag(action, "app", name, image);
    }

    static RecordFacts tag(String action, String repository, String name, int image) {
        return write("io.atcr.tag", "app_" + name, action, "to " + image, repository, digest(image), name, "", "")
                .with();
    }

    static RecordFacts foreignTag(String name, int image) {
        RecordFacts own = tag(CREATE, name, image);
        RegistryFacts facts =
                new RegistryFacts(Binding.NONE, "", digest(image), "did:plc:somebodyelse", "", "", List.of());
        return with(own, facts);
    }

    static RecordFacts profile(String action, String hold) {
        return write("io.atcr.sailor.profile", "self", action, hold, "", "", "", hold, "")
                .with();
    }

    /** A record of a storage service's own. */
    static RecordFacts marked(String collection, String action, String mark) {
        return write("io.atcr.hold." + collection, "self", action, mark, "", "", "", "", mark)
                .with();
    }

    static RecordFacts delete(RecordFacts record) {
        return new RecordFacts(
                0,
                record.collection(),
                record.rkey(),
                "delete",
                "",
                record.recordCid(),
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                RecordFacts.NO_TIME,
                "",
                RegistryFacts.NONE,
                List.of());
    }

    /** The same operation, on top of another value than usual. */
    static RecordFacts over(RecordFacts record, RecordFacts before) {
        return new RecordFacts(
                record.index(),
                record.collection(),
                record.rkey(),
                record.action(),
                record.recordCid(),
                before.recordCid(),
                record.repository(),
                record.digest(),
                record.blobDigest(),
                record.mediaType(),
                record.tag(),
                record.manifestUri(),
                record.holdDid(),
                record.createdAt(),
                record.json(),
                record.registry(),
                record.findings());
    }

    static Reference child(int image, String mediaType, long size) {
        return new Reference(true, digest(image), mediaType, size);
    }

    static Reference subject(int image) {
        return new Reference(false, digest(image), "", -1);
    }

    private interface Written {
        RecordFacts with(Reference... references);
    }

    private static Written write(
            String collection,
            String key,
            String action,
            String value,
            String repository,
            String digest,
            String tag,
            String hold,
            String mark) {
        boolean isTag = !tag.isEmpty();
        return references -> new RecordFacts(
                0,
                collection,
                key,
                action,
                "cid of " + key + " " + value,
                "",
                repository,
                digest,
                "",
                collection.equals("io.atcr.manifest") ? "application/vnd.oci.image.manifest.v1+json" : "",
                tag,
                "",
                hold,
                RecordFacts.NO_TIME,
                "{\"manifestBlob\":{\"size\":500}}",
                new RegistryFacts(
                        Binding.NONE,
                        "",
                        isTag ? digest : "",
                        isTag ? JudgeFixture.ALICE.value() : "",
                        "",
                        mark,
                        List.of(references)),
                List.of());
    }

    private static RecordFacts with(RecordFacts record, RegistryFacts facts) {
        return new RecordFacts(
                record.index(),
                record.collection(),
                record.rkey(),
                record.action(),
                record.recordCid(),
                record.prevCid(),
                record.repository(),
                record.digest(),
                record.blobDigest(),
                record.mediaType(),
                record.tag(),
                record.manifestUri(),
                record.holdDid(),
                record.createdAt(),
                record.json(),
                facts,
                record.findings());
    }
}
