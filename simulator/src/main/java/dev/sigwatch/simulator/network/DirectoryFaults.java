package dev.sigwatch.simulator.network;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** What a directory, or what stands before it, can do to those who ask, and what accounts can publish in it. */
final class DirectoryFaults {
    /** Requests that fail before the directory has recovered. */
    private static final int FAILURES = 2;
    /** Twice what a careful client reads. */
    private static final int HUGE = 2 << 20;
    /** The did:key specification's own Ed25519 example. */
    private static final String ED25519 = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";

    private static final DirectoryAnswer FAILED = DirectoryAnswer.error(500, "internal error");

    private DirectoryFaults() {}

    static Plan notFound() {
        return unproven(
                "The directory does not know the DID.",
                "IDENTITY_NOT_FOUND",
                (honest, request) -> DirectoryAnswer.error(404, "DID not registered"));
    }

    static Plan tooManyRequests() {
        return overcome(
                "The directory answers 429 at first.",
                (honest, request) -> request > FAILURES
                        ? honest
                        : DirectoryAnswer.error(429, "rate limited").retryAfter(1));
    }

    static Plan failsAtFirst() {
        return overcome("The directory fails at first.", (honest, request) -> request > FAILURES ? honest : FAILED);
    }

    static Plan fails() {
        return unproven("The directory fails for ever.", "IDENTITY_TRANSIENT", (honest, request) -> FAILED);
    }

    static Plan slow() {
        return overcome("The directory takes three seconds.", (honest, request) -> honest.after(Duration.ofSeconds(3)));
    }

    static Plan hangs() {
        return unproven(
                "The directory never answers.",
                "IDENTITY_TRANSIENT",
                (honest, request) -> honest.after(Duration.ofHours(1)));
    }

    static Plan huge() {
        return unproven("The directory's answer has 2 MiB.", "IDENTITY_TRANSIENT", (honest, request) -> {
            byte[] body = Arrays.copyOf(honest.body(), HUGE);
            Arrays.fill(body, honest.body().length, HUGE, (byte) ' ');
            return honest.withBody(body);
        });
    }

    static Plan garbage() {
        byte[] page = "<html><title>Be right back</title></html>".getBytes(StandardCharsets.UTF_8);
        return unproven(
                "The directory answers with a web page.",
                "DIDDOC_MALFORMED",
                (honest, request) -> honest.withBody(page));
    }

    static Plan anotherDid() {
        return identity(
                "The directory serves another DID's document.", "DIDDOC_ID_MISMATCH", Registrar::mistakenIdentity);
    }

    static Plan noKey() {
        return identity(
                "The DID document has no signing key.",
                "IDENTITY_NO_KEY",
                (registrar, handle) -> registrar.publishing(handle, null));
    }

    static Plan unsupportedKey() {
        return identity(
                "The DID document's signing key is Ed25519.",
                "KEY_UNSUPPORTED",
                (registrar, handle) -> registrar.publishing(handle, ED25519));
    }

    private static Plan unproven(String sentence, String finding, DirectoryFault fault) {
        return identity(sentence, finding, asking(fault));
    }

    private static Plan identity(String sentence, String finding, Act.Trouble trouble) {
        return Plan.of(sentence, Expectation.of("UNPROVEN", finding), new Act.Identity(trouble));
    }

    private static Plan overcome(String sentence, DirectoryFault fault) {
        return Plan.of(sentence, Expectation.VERIFIED, new Act.Identity(asking(fault)));
    }

    private static Act.Trouble asking(DirectoryFault fault) {
        return (registrar, handle) -> registrar.askedAbout(handle, fault);
    }
}
