package dev.sigwatch.standalone.cli;

import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.standalone.data.FileTree;
import dev.sigwatch.standalone.trust.Account;
import dev.sigwatch.standalone.trust.Conclusion;
import dev.sigwatch.standalone.trust.IdentityReader;
import dev.sigwatch.standalone.trust.LiveNetwork;
import dev.sigwatch.standalone.trust.Trail;
import dev.sigwatch.standalone.trust.TrustChain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify-repo",
        header = "Follows the whole chain of trust of one repository, link by link.",
        description = {
            "Handle, DID, document, key, server, export, commit, signature, tree, and the tree rebuilt from its records.",
            "Exits with 0 if all of it is proven, 1 if a check failed, 3 if something could not be checked."
        })
final class VerifyRepoCommand implements Callable<Integer> {
    private static final String ARCHIVE = ".car";

    @Parameters(
            paramLabel = "DID|HANDLE|FILE.car",
            description = "An account, or an export that is at hand: the latter is checked offline.")
    private String subject = "";

    @Option(
            names = "--identity",
            paramLabel = "FILE",
            description =
                    "The account's DID document, or its audit log as a PLC directory serves it, instead of asking the directory.")
    private @Nullable Path identity;

    @Option(
            names = "--plc",
            paramLabel = "URL",
            converter = Values.WebUrl.class,
            defaultValue = IngestOptions.PUBLIC_PLC,
            description = "The PLC directory (default: ${DEFAULT-VALUE}).")
    private URI plc = URI.create(IngestOptions.PUBLIC_PLC);

    @Option(
            names = "--allow-local",
            description =
                    "Let the PLC directory, the server and did:web hosts be loopback addresses over http: for tests and own "
                            + "networks.")
    private boolean allowLocal;

    @Option(
            names = "--max-export-bytes",
            paramLabel = "N",
            converter = Values.Bytes.class,
            defaultValue = "" + FetchLimits.MAX_EXPORT,
            description = "Longest export taken from a server (default: ${DEFAULT-VALUE}).")
    private long maxExportBytes = FetchLimits.MAX_EXPORT;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TrustOutput output;

    @Override
    public Integer call() throws IOException {
        byte[] given = identity == null ? null : GivenFile.read(identity, IdentityReader.MAX_BYTES);
        Conclusion conclusion = isFile() ? file(Path.of(subject), given) : account(given);
        output.conclude(conclusion, null);
        return TrustOutput.exitCode(conclusion.verdict(), ExitCode.FOUND).status();
    }

    /** {@code .car} is a top-level domain, too: a handle there is written with {@code at://} before it. */
    private boolean isFile() {
        if (subject.startsWith("did:") || subject.startsWith("at://")) {
            return false;
        }
        return subject.endsWith(ARCHIVE) || subject.contains("/") || Files.isRegularFile(Path.of(subject));
    }

    private Conclusion file(Path file, byte @Nullable [] given) {
        try {
            return TrustChain.ofFile(file, given, output.trail(), SignatureVerifiers.best());
        } catch (IOException e) {
            throw GivenFile.unreadable(file, e);
        }
    }

    private Conclusion account(byte @Nullable [] given) throws IOException {
        Account account = Account.tryParse(subject)
                .orElseThrow(() -> CommandFailure.usage("Invalid value for parameter 'DID|HANDLE|FILE.car': '" + subject
                        + "' is neither a DID nor a handle, and no file either"));
        if (!allowLocal && !plc.getScheme().equals("https")) {
            throw CommandFailure.usage("Invalid value for option '--plc': '" + plc
                    + "' is not https, which only --allow-local makes do without");
        }
        Path work = Files.createTempDirectory("sigwatch-verify");
        try (LiveNetwork network = new LiveNetwork(plc, allowLocal, maxExportBytes)) {
            Trail trail = output.trail();
            return TrustChain.over(network, trail, SignatureVerifiers.best()).ofAccount(account, given, work);
        } finally {
            FileTree.delete(work);
        }
    }
}
