package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.crypto.SignatureVerifier;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.atproto.syntax.Handle;
import dev.sigwatch.audit.FindingCode;
import dev.sigwatch.standalone.trust.Conclusion.Subject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the whole chain of one account, from whatever names it to its records. */
public final class TrustChain {
    private final Trail trail;
    private final SignatureVerifier verifier;
    private final Network network;

    TrustChain(Trail trail, SignatureVerifier verifier, Network network) {
        this.trail = trail;
        this.verifier = verifier;
        this.network = network;
    }

    /** A chain that is followed over the network. */
    public static TrustChain over(LiveNetwork network, Trail trail, SignatureVerifier verifier) {
        return new TrustChain(trail, verifier, network);
    }

    /**
     * Follows the chain as far as it shows in a file.
     *
     * @param given a DID document or audit log, null where there is none
     * @throws IOException if the file cannot be read
     */
    public static Conclusion ofFile(Path file, byte @Nullable [] given, Trail trail, SignatureVerifier verifier)
            throws IOException {
        try (FileExport export = FileExport.open(file)) {
            Identity identity = trail.stage(
                    "identity",
                    () -> given == null
                            ? Found.<Identity>unproven(
                                    "none was given (--identity), so there is no key to check the signature against")
                            : IdentityReader.file(given, null, verifier));
            if (identity != null) {
                trail.stage("key", () -> IdentityStages.key(identity));
            }
            return new ExportJudge(trail, verifier).judge(export, identity, null);
        }
    }

    /**
     * Follows the chain of an account that is named by its DID or handle.
     *
     * @param given a DID document or audit log to use in the directory's place, null to ask the directory
     * @throws IOException if the export cannot be stored while it is looked at
     */
    public Conclusion ofAccount(Account account, byte @Nullable [] given) throws IOException {
        Handle handle = account.handle();
        Did did = handle == null ? account.did() : trail.stage("handle", () -> network.resolve(handle));
        if (did == null) {
            return Conclusion.of(trail, Subject.unseen(""));
        }
        Identity identity = trail.stage(
                "identity",
                () -> given == null
                        ? IdentityReader.answer(did, network.lookup(did), verifier)
                        : IdentityReader.file(given, did, verifier));
        if (identity == null) {
            return Conclusion.of(trail, Subject.unseen(did.value()));
        }
        if (handle != null) {
            trail.stage("claim", () -> claim(identity, handle));
        }
        trail.stage("key", () -> IdentityStages.key(identity));
        URI server = trail.stage("server", () -> server(identity));
        if (server == null) {
            return Conclusion.of(trail, Subject.unseen(did.value()));
        }
        try (FileExport export = FileExport.temporary()) {
            URI had = trail.stage("export", () -> export(server, did, export));
            return had == null
                    ? Conclusion.of(trail, Subject.unseen(did.value()))
                    : new ExportJudge(trail, verifier).judge(export, identity, did);
        }
    }

    private static Found<Void> claim(Identity identity, Handle handle) {
        String wanted = handle.normalized().value();
        List<String> claimed = identity.handles().stream()
                .map(other -> other.normalized().value())
                .toList();
        int place = claimed.indexOf(wanted);
        if (place < 0) {
            String others = claimed.isEmpty() ? "no handle" : String.join(", ", claimed);
            return HandleResolver.unverified("the identity claims " + others + ", not " + wanted);
        }
        return place == 0
                ? Found.pass("the identity claims " + wanted, null)
                : Found.note("the identity claims " + wanted + ", but goes by " + claimed.get(0), null);
    }

    private static Found<URI> server(Identity identity) {
        URI pds = identity.pds();
        return pds == null
                ? new Found<>(
                        Outcome.UNPROVEN,
                        FindingCode.IDENTITY_NO_PDS.sentence(),
                        List.of(FindingCode.IDENTITY_NO_PDS.found()),
                        null)
                : Found.pass(pds.toString(), pds);
    }

    private Found<URI> export(URI server, Did did, FileExport into) {
        URI uri = URI.create(server + "/xrpc/com.atproto.sync.getRepo?did="
                + URLEncoder.encode(did.value(), StandardCharsets.UTF_8));
        String failure = network.download(uri, into.out());
        return failure == null
                ? Found.pass(uri.toString(), uri)
                : Found.of("", List.of(FindingCode.RESYNC_FAILED.found(failure)), null);
    }
}
