package dev.sigwatch.standalone.cli;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.crypto.SignatureVerifiers;
import dev.sigwatch.atproto.syntax.Did;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.identity.IdentityDirectory;
import dev.sigwatch.standalone.trust.IdentityLog;
import dev.sigwatch.standalone.trust.IdentityReader;
import dev.sigwatch.standalone.trust.LiveNetwork;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "identity",
        header = "Tells the history of an identity: which keys it had when, and who changed them.",
        description = {
            "Replays the log of a did:plc by its rules: who signed each operation, whether that key could, what undid what.",
            "Exits with 0 if every operation keeps the rules, 1 if one breaks them, 2 if there is no log to be read."
        })
final class IdentityCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DID|FILE",
            description =
                    "A did:plc, or its audit log as a PLC directory serves it at /DID/log/audit: that is checked offline.")
    private String subject = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = Values.Moment.class,
            description = "Which key was in force at one moment, such as 2026-01-31T12:00:00Z.")
    private @Nullable Instant at;

    @Option(
            names = "--plc",
            paramLabel = "URL",
            converter = Values.WebUrl.class,
            defaultValue = IngestOptions.PUBLIC_PLC,
            description = "The PLC directory (default: ${DEFAULT-VALUE}).")
    private URI plc = URI.create(IngestOptions.PUBLIC_PLC);

    @Option(
            names = "--allow-local",
            description = "Let the PLC directory be a loopback address over http: for tests and own networks.")
    private boolean allowLocal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private IdentityOutput output;

    @Override
    public Integer call() {
        byte[] json =
                subject.startsWith("did:") ? served() : GivenFile.read(Path.of(subject), IdentityReader.MAX_BYTES);
        IdentityLog log;
        try {
            log = IdentityLog.read(json, SignatureVerifiers.best());
        } catch (MalformedException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, subject + " is no audit log: " + e.rule());
        }
        output.print(log, at);
        return (log.history().isValid() ? ExitCode.OK : ExitCode.FOUND).status();
    }

    private byte[] served() {
        Did did = Did.tryParse(subject)
                .filter(Did::isPlc)
                .orElseThrow(() -> CommandFailure.usage("Invalid value for parameter 'DID|FILE': '" + subject
                        + "' is no did:plc; only those have a history"));
        if (!allowLocal && !plc.getScheme().equals("https")) {
            throw CommandFailure.usage("Invalid value for option '--plc': '" + plc
                    + "' is not https, which only --allow-local makes do without");
        }
        try (LiveNetwork network = new LiveNetwork(plc, allowLocal, FetchLimits.MAX_EXPORT)) {
            return log(network.lookup(did));
        }
    }

    private byte[] log(IdentityDirectory.Lookup lookup) {
        String why = lookup instanceof IdentityDirectory.Failed failed ? failed.reason() : plc + " has no log of it";
        if (lookup instanceof IdentityDirectory.Observed observed) {
            for (IdentityObservation observation : observed.observations()) {
                if (observation.kind() == IdentityObservation.Kind.PLC_AUDIT_LOG) {
                    return observation.body();
                }
                if (observation.kind() == IdentityObservation.Kind.UNAVAILABLE) {
                    why = new String(observation.body(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new CommandFailure(ExitCode.UNREADABLE, subject + " cannot be looked up: " + why);
    }
}
