package dev.sigwatch.standalone.cli;

import dev.sigwatch.standalone.data.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data}: which deployment a command is about. */
final class DataOption {
    private final ProcessEnvironment environment;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where everything is kept (default: $SIGWATCH_DATA, else .sigwatch in the current directory).")
    private @Nullable Path given;

    DataOption(ProcessEnvironment environment) {
        this.environment = environment;
    }

    DataFolder folder() {
        return new DataFolder(given == null ? DataFolder.defaultRoot(environment.variables()) : given);
    }

    /** The option as it was given, for a command that is shown; empty if it was not. */
    String where() {
        return given == null ? "" : "--data " + Report.quoted(new DataFolder(given));
    }

    /**
     * An empty folder, for a command that must not mix its world with a deployment's. Our own is emptied, another's must be empty.
     *
     * @param name of our own one, below the deployment's
     */
    DataFolder freshFolder(String name) {
        try {
            if (given != null) {
                DataFolder folder = new DataFolder(given);
                if (!folder.isEmpty()) {
                    throw CommandFailure.usage("Invalid value for option '--data': " + given + " is not empty");
                }
                return folder;
            }
            DataFolder folder = new DataFolder(
                    DataFolder.defaultRoot(environment.variables()).resolve(name));
            folder.empty();
            return folder;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
