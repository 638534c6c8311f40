package dev.sigwatch.standalone.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot go on for a reason its user can act on: one line, and how the process ends. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    CommandFailure(ExitCode exitCode, String line) {
        this(exitCode, line, null);
    }

    CommandFailure(ExitCode exitCode, String line, @Nullable Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    /** Bad usage that only shows once options are seen together. */
    static CommandFailure usage(String line) {
        return new CommandFailure(ExitCode.USAGE, line);
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
