package dev.sigwatch.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top-level command: the list of the others. */
@Command(
        name = "sigwatch",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Audits the ATProto firehose for signed container images.",
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, nothing wrong found",
            "1:done, something wrong found",
            "2:what was given cannot be read",
            "3:done, something could not be checked",
            "64:bad usage",
            "69:a part could not be started or reached",
            "70:a part died"
        },
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ReplayCommand.class,
            RecordCommand.class,
            CheckCommand.class,
            VerifyRepoCommand.class,
            IdentityCommand.class,
            ImageCommand.class,
            PolicyCommand.class,
            ProofCommand.class,
            VerifyProofCommand.class,
            AlertsCommand.class,
            ExplainCommand.class,
            NotifyCommand.class,
            QueryCommand.class,
            ReconcileCommand.class,
            DoctorCommand.class,
            MigrateCommand.class,
            RedactCommand.class,
            SimulateCommand.class,
        })
final class Sigwatch implements Runnable {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show stack traces and detailed logs (also: SIGWATCH_DEBUG=1).")
    boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }
}
