package dev.sigwatch.simulator.network;

import dev.sigwatch.atproto.car.Block;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.crypto.Curve;
import dev.sigwatch.atproto.crypto.PrivateKey;
import dev.sigwatch.atproto.repo.Commit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** What a personal data server can do to those who ask for an export, and exports that are not what they should be. */
final class ExportFaults {
    /** Requests that fail before the server has recovered. */
    private static final int FAILURES = 2;

    private static final int PADDING = 100_000;
    /** So late that an export must have what was seen before it was asked for. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final Expectation UNANCHORED = Expectation.of("UNPROVEN", "CHAIN_UNANCHORED");

    private ExportFaults() {}

    static Plan notFound() {
        return failing(
                "The host does not know the repository.",
                (honest, request) -> HostAnswer.error(400, "RepoNotFound", "Could not find repo for DID"));
    }

    static Plan fails() {
        return failing(
                "The host fails for ever when asked for the export.",
                (honest, request) -> HostAnswer.error(500, "InternalServerError", "Internal Server Error"));
    }

    /** Whoever asks gives up at some time; the account's commits need not wait for that. */
    static Plan hangs() {
        return stalling("The host never gives the export.", (honest, request) -> HostAnswer.car(honest)
                .after(Duration.ofHours(1)));
    }

    static Plan endless() {
        return stalling(
                        "The export never ends.",
                        (honest, request) -> HostAnswer.car(out -> {
                            honest.writeTo(out);
                            byte[] padding = new byte[PADDING];
                            Block block = Block.ofDagCbor(padding);
                            while (true) {
                                Export.write(block, out);
                            }
                        }))
                .exporting(ExportExpectation.of("UNPROVEN", "RESYNC_FAILED"));
    }

    static Plan tooManyRequests() {
        return Plan.of(
                "The host answers 429 at first when asked for the export.",
                Expectation.VERIFIED,
                new Act.Export(
                        registrar -> (honest, request) -> request > FAILURES
                                ? HostAnswer.car(honest)
                                : HostAnswer.error(429, "RateLimitExceeded", "Rate Limit Exceeded")
                                        .retryAfter(1),
                        false));
    }

    static Plan garbage() {
        byte[] page = "<html><title>Be right back</title></html>".getBytes(StandardCharsets.UTF_8);
        return tampered(
                "The export is a web page.",
                ExportExpectation.of("MALFORMED", "CAR_MALFORMED"),
                (honest, request) -> HostAnswer.car(out -> out.write(page)));
    }

    static Plan anotherDid() {
        return Plan.of(
                        "The export is another account's.",
                        UNANCHORED,
                        new Act.Export(
                                registrar -> {
                                    Export other = registrar.exportOfBystander();
                                    return (honest, request) -> HostAnswer.car(other);
                                },
                                false))
                .exporting(ExportExpectation.of("VIOLATION", "ENVELOPE_COMMIT_MISMATCH"));
    }

    static Plan wrongKey() {
        return tampered(
                "The export's commit is signed with a key nobody published.",
                ExportExpectation.of("VIOLATION", "SIG_UNKNOWN_KEY"),
                (honest, request) -> {
                    PrivateKey key = PrivateKey.generate(Curve.K256, new SplittableRandom(request));
                    Commit commit = Commit.sign(honest.did(), honest.tree().root(), honest.rev(), key);
                    return HostAnswer.car(honest.under(Block.ofDagCbor(commit.toBytes())));
                });
    }

    static Plan wrongHash() {
        return tampered(
                "A tree node of the export is not what its CID says.",
                ExportExpectation.of("VIOLATION", "CAR_HASH_MISMATCH"),
                (honest, request) -> HostAnswer.car(honest.with(lastNode(honest), BadBlocks::withLastBitFlipped)));
    }

    static Plan missingNode() {
        return tampered(
                "The export lacks a tree node.",
                ExportExpectation.of("UNPROVEN", "PROOF_INCOMPLETE"),
                (honest, request) -> HostAnswer.car(honest.without(lastNode(honest))));
    }

    static Plan missingRecord() {
        return tampered(
                "The export lacks a manifest's block.",
                ExportExpectation.of("VIOLATION", "RECORD_MISSING_BLOCK"),
                (honest, request) -> HostAnswer.car(honest.without(manifest(honest))));
    }

    /** For the account's commits too, which can no longer be anchored. */
    static Plan rolledBack() {
        return Plan.of(
                        "A commit goes missing, and the host exports a state from before the last one seen.",
                        Expectation.of("UNPROVEN", "CHAIN_GAP"),
                        new Act.Story(
                                scene -> {
                                    SentFrame last = scene.commit(scene.post("soon forgotten"));
                                    Export old = Objects.requireNonNull(
                                            scene.account().history().at(last.position() - 1));
                                    scene.hostMisbehaves((honest, request) ->
                                            HostAnswer.car(old).after(LATE));
                                    scene.withhold(scene.post("swallowed"));
                                    return scene.conspicuous(scene.draft());
                                },
                                true))
                .exporting(ExportExpectation.of("VIOLATION", "EXPORT_ROLLBACK"));
    }

    static Plan recordVanishes() {
        return Plan.story(
                        "A tag is gone after a #sync, and no operation deleted it.",
                        Expectation.of("UNPROVEN", "SYNC_RESET"),
                        scene -> {
                            List<Write> image = scene.image("app", "vanishing");
                            scene.commit(image);
                            scene.withhold(Write.delete(image.get(1).path().toString()));
                            return resynced(scene);
                        })
                .exporting(new ExportExpectation("VERIFIED", "RECORD_VANISHED", "vanished"));
    }

    static Plan recordChanges() {
        return Plan.story(
                        "A tag names another image after a #sync, and no operation changed it.",
                        Expectation.of("UNPROVEN", "SYNC_RESET"),
                        scene -> {
                            scene.commit(scene.image("app", "changing"));
                            scene.withhold(scene.image("app", "changing"));
                            return resynced(scene);
                        })
                .exporting(new ExportExpectation("VERIFIED", "RECORD_CHANGED_SILENTLY", "changed"));
    }

    private static SentFrame resynced(Scene scene) {
        SentFrame sync = scene.announce(scene.account().sync());
        scene.commit(scene.post("as if nothing had been"));
        return sync;
    }

    private static Plan failing(String sentence, HostFault fault) {
        return tampered(sentence, ExportExpectation.of("UNPROVEN", "RESYNC_FAILED"), fault);
    }

    private static Plan stalling(String sentence, HostFault fault) {
        return Plan.of(sentence, UNANCHORED, new Act.Export(registrar -> fault, true));
    }

    private static Plan tampered(String sentence, ExportExpectation found, HostFault fault) {
        return Plan.of(sentence, UNANCHORED, new Act.Export(registrar -> fault, false))
                .exporting(found);
    }

    private static Cid lastNode(Export export) {
        Cid last = export.tree().root();
        for (Cid cid : export.tree().nodes().keySet()) {
            last = cid;
        }
        return last;
    }

    private static Cid manifest(Export export) {
        return export.tree().entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Records.MANIFEST))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
