package dev.sigwatch.audit.registry;

import static dev.sigwatch.audit.registry.Era.AUGUST_2026;
import static dev.sigwatch.audit.registry.Era.DECEMBER_2025;
import static dev.sigwatch.audit.registry.Era.FEBRUARY_2026;
import static dev.sigwatch.audit.registry.Era.OCTOBER_2025;
import static dev.sigwatch.audit.registry.Field.optional;
import static dev.sigwatch.audit.registry.Field.required;

import dev.sigwatch.audit.registry.FieldType.Anything;
import dev.sigwatch.audit.registry.FieldType.Blob;
import dev.sigwatch.audit.registry.FieldType.Flag;
import dev.sigwatch.audit.registry.FieldType.Items;
import dev.sigwatch.audit.registry.FieldType.Shape;
import dev.sigwatch.audit.registry.FieldType.Text;
import dev.sigwatch.audit.registry.FieldType.Whole;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the registry's records, of every era, as published under {@code io.atcr} and archived. They are held here and not
 * resolved: who publishes them has changed, and a schema fetched at run time would make verdicts depend on its host.
 *
 * <p>Schemas are open: fields they do not know are fine. Where it is not known when a field came, it counts as always there.
 */
final class Lexicons {
    /** Lexicon's general limit for texts in a format of their own, such as URIs. */
    private static final int FORMAT_BYTES = 8_192;

    private static final int NAME = 255;
    private static final int HOLD_NAME = 256;
    private static final int DIGEST = 128;
    private static final int MEDIA_TYPE = 128;

    /** Sizes have no minimum by the schema; negative ones are another rule's. */
    private static final FieldType SIZE = new Whole(Long.MIN_VALUE);

    private static final FieldType COUNT = new Whole(0);
    private static final FieldType DATETIME = new Text(TextFormat.DATETIME, FORMAT_BYTES);
    private static final FieldType DID = new Text(TextFormat.DID, FORMAT_BYTES);
    private static final FieldType AT_URI = new Text(TextFormat.AT_URI, FORMAT_BYTES);
    private static final FieldType URI = new Text(TextFormat.URI, FORMAT_BYTES);
    private static final FieldType URL = new Text(TextFormat.URL, FORMAT_BYTES);

    private static final FieldType PLATFORM = new Shape(List.of(
            required("architecture", text(32)),
            required("os", text(32)),
            optional("variant", text(32)),
            optional("osVersion", text(64)),
            optional("osFeatures", new Items(text(64)))));

    private static final FieldType BLOB_REFERENCE = new Shape(List.of(
            required("mediaType", text(MEDIA_TYPE)),
            required("size", SIZE),
            required("digest", text(DIGEST)),
            optional("urls", new Items(URI)),
            optional("annotations", new Anything())));

    private static final FieldType MANIFEST_REFERENCE = new Shape(List.of(
            required("mediaType", text(MEDIA_TYPE)),
            required("size", SIZE),
            required("digest", text(DIGEST)),
            optional("platform", PLATFORM),
            optional("annotations", new Anything())));

    private static final Lexicon MANIFEST = Lexicon.of(
            Nsids.MANIFEST,
            List.of(OCTOBER_2025, DECEMBER_2025),
            required("repository", text(NAME)),
            required("digest", text(DIGEST)),
            required("mediaType", text(MEDIA_TYPE)),
            required("schemaVersion", new Whole(Long.MIN_VALUE)),
            required("createdAt", DATETIME),
            required("holdEndpoint", URI).optionalFrom(DECEMBER_2025),
            optional("holdDid", DID).since(DECEMBER_2025),
            optional("manifestBlob", new Blob(Set.of(), Long.MAX_VALUE)).since(DECEMBER_2025),
            optional("config", BLOB_REFERENCE),
            optional("layers", new Items(BLOB_REFERENCE)),
            optional("manifests", new Items(MANIFEST_REFERENCE)),
            optional("subject", BLOB_REFERENCE),
            optional("annotations", new Anything()));

    /** The schema of its time required createdAt, which genuine tags did not have: neither time is required of any. */
    private static final Lexicon TAG = Lexicon.of(
            Nsids.TAG,
            List.of(OCTOBER_2025, DECEMBER_2025, AUGUST_2026),
            required("repository", text(NAME)),
            required("tag", text(128)),
            required("manifestDigest", text(DIGEST)).optionalFrom(DECEMBER_2025),
            optional("manifest", AT_URI).since(DECEMBER_2025),
            optional("createdAt", DATETIME),
            optional("updatedAt", DATETIME),
            optional("mediaType", text(255)).since(AUGUST_2026));

    private static final Lexicon PROFILE = Lexicon.of(
            Nsids.PROFILE,
            List.of(OCTOBER_2025, DECEMBER_2025),
            required("createdAt", DATETIME),
            optional("updatedAt", DATETIME),
            optional("defaultHold", URL).until(DECEMBER_2025),
            optional("defaultHold", DID).since(DECEMBER_2025),
            optional("autoRemoveUntagged", new Flag()).since(DECEMBER_2025),
            optional("registryDomain", text(255)).since(DECEMBER_2025),
            optional("ociClient", text(32)).since(DECEMBER_2025));

    private static final Lexicon STAR = Lexicon.of(
            Nsids.STAR, List.of(FEBRUARY_2026), required("subject", AT_URI), required("createdAt", DATETIME));

    private static final Lexicon WEBHOOK = Lexicon.of(
            Nsids.WEBHOOK,
            List.of(FEBRUARY_2026),
            required("holdDid", DID),
            required("triggers", COUNT),
            required("privateCid", text(128)),
            required("createdAt", DATETIME),
            optional("updatedAt", DATETIME));

    private static final Lexicon REPO_PAGE = Lexicon.of(
            Nsids.REPO_PAGE,
            List.of(AUGUST_2026),
            required("repository", text(HOLD_NAME)),
            required("createdAt", DATETIME),
            required("updatedAt", DATETIME),
            optional("description", text(100_000)),
            optional("avatar", new Blob(Set.of("image/png", "image/jpeg", "image/webp"), 3_000_000)),
            optional("userEdited", new Flag()));

    private static final Lexicon LEGACY_HOLD = Lexicon.of(
            Nsids.LEGACY_HOLD,
            List.of(OCTOBER_2025),
            required("endpoint", URI),
            required("owner", DID),
            optional("public", new Flag()),
            required("createdAt", DATETIME));

    private static final Lexicon CAPTAIN = Lexicon.of(
            Nsids.CAPTAIN,
            List.of(OCTOBER_2025, DECEMBER_2025, AUGUST_2026),
            required("owner", DID).since(DECEMBER_2025),
            required("public", new Flag()),
            required("allowAllCrew", new Flag()),
            required("enableBlueskyPosts", new Flag()).since(DECEMBER_2025),
            required("createdAt", DATETIME).until(DECEMBER_2025),
            required("deployedAt", DATETIME).since(DECEMBER_2025),
            optional("region", text(64)).since(DECEMBER_2025),
            optional("provider", text(64)).since(DECEMBER_2025).until(AUGUST_2026),
            optional("successor", DID).since(AUGUST_2026));

    private static final Lexicon CREW = Lexicon.of(
            Nsids.CREW,
            List.of(OCTOBER_2025, DECEMBER_2025),
            required("did", DID).until(DECEMBER_2025),
            required("member", DID).since(DECEMBER_2025),
            required("role", text(32)).since(DECEMBER_2025),
            required("permissions", new Items(text(64))),
            required("addedAt", DATETIME).since(DECEMBER_2025),
            optional("tier", text(32)).since(DECEMBER_2025));

    private static final Lexicon LAYER = Lexicon.of(
            Nsids.LAYER,
            List.of(DECEMBER_2025, FEBRUARY_2026),
            required("digest", text(DIGEST)),
            required("size", SIZE),
            required("mediaType", text(MEDIA_TYPE)),
            required("repository", text(NAME)).until(FEBRUARY_2026),
            required("userHandle", text(HOLD_NAME)).until(FEBRUARY_2026),
            required("manifest", AT_URI).since(FEBRUARY_2026),
            required("userDid", DID),
            required("createdAt", DATETIME));

    private static final Lexicon STATS = Lexicon.of(
            Nsids.STATS,
            List.of(FEBRUARY_2026),
            required("ownerDid", DID),
            required("repository", text(HOLD_NAME)),
            required("pullCount", COUNT),
            required("pushCount", COUNT),
            required("updatedAt", DATETIME),
            optional("lastPull", DATETIME),
            optional("lastPush", DATETIME));

    private static final Lexicon SCAN = Lexicon.of(
            Nsids.SCAN,
            List.of(FEBRUARY_2026, AUGUST_2026),
            required("manifest", AT_URI),
            required("repository", text(HOLD_NAME)),
            required("userDid", DID),
            required("critical", COUNT),
            required("high", COUNT),
            required("medium", COUNT),
            required("low", COUNT),
            required("total", COUNT),
            required("scannerVersion", text(64)),
            required("scannedAt", DATETIME),
            optional("sbomBlob", new Blob(Set.of("application/spdx+json"), Long.MAX_VALUE)),
            optional("vulnReportBlob", new Blob(Set.of("application/vnd.atcr.vulnerabilities+json"), Long.MAX_VALUE)),
            optional("status", text(32)).since(AUGUST_2026),
            optional("reason", text(256)).since(AUGUST_2026));

    private static final Map<String, Lexicon> ALL = Stream.of(
                    MANIFEST, TAG, PROFILE, STAR, WEBHOOK, REPO_PAGE, LEGACY_HOLD, CAPTAIN, CREW, LAYER, STATS, SCAN)
            .collect(Collectors.toUnmodifiableMap(Lexicon::nsid, Function.identity()));

    private Lexicons() {}

    /** The schemas of a collection, null if none are known. */
    static @Nullable Lexicon of(String nsid) {
        return ALL.get(nsid);
    }

    private static FieldType text(int maxBytes) {
        return new Text(TextFormat.ANY, maxBytes);
    }
}
