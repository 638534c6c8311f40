package dev.sigwatch.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with a trust policy before anybody relies on it. */
@Command(
        name = "policy",
        header = "Checks a trust policy, and tries it on images.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PolicyCheckCommand.class, PolicyTestCommand.class})
final class PolicyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: check or test.");
    }
}
