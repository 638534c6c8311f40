package dev.sigwatch.standalone.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Entry point of the {@code sigwatch} command line. */
public final class Main {
    private static final String DEBUG_VARIABLE = "SIGWATCH_DEBUG";

    private Main() {}

    /** Runs one command and ends the process with its {@link ExitCode}. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.ofProcess();
        int status = run(terminal, new ProcessEnvironment(System.getenv()), args);
        // Parts of others may have left threads that are no daemons.
        System.exit(status);
    }

    /**
     * Runs one command.
     *
     * @return the exit status
     */
    static int run(Terminal terminal, ProcessEnvironment environment, String... args) {
        Sigwatch root = new Sigwatch();
        CommandLine commands = new CommandLine(root, new CommandFactory(terminal, environment));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setOut(terminal.out());
        commands.setErr(terminal.err());
        commands.setParameterExceptionHandler((problem, arguments) -> badUsage(problem));
        commands.setExecutionExceptionHandler((problem, command, parsed) ->
                failed(problem, command, root.verbose || environment.variables().containsKey(DEBUG_VARIABLE)));
        return commands.execute(args);
    }

    private static int badUsage(CommandLine.ParameterException problem) {
        CommandLine command = problem.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        String text = String.valueOf(problem.getMessage()).lines().findFirst().orElse("bad usage");
        err.println(name + ": " + text);
        CommandLine.UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("Try '" + name + " --help'.");
        return ExitCode.USAGE.status();
    }

    private static int failed(Exception problem, CommandLine command, boolean verbose) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (verbose) {
            problem.printStackTrace(err);
        }
        if (problem instanceof CommandFailure failure) {
            err.println(name + ": " + failure.getMessage());
            return failure.exitCode().status();
        }
        err.println(name + ": unexpected: " + problem + (verbose ? "" : " (--verbose shows where)"));
        return ExitCode.DIED.status();
    }
}
