package dev.sigwatch.standalone.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started with.
 *
 * @param variables its environment variables
 */
record ProcessEnvironment(Map<String, String> variables) {
    /** The program's own folder, which the start script names. */
    private static final String HOME_VARIABLE = "SIGWATCH_HOME";

    /** The program's own folder, or the current one where no script started us. */
    Path home() {
        return Path.of(variables.getOrDefault(HOME_VARIABLE, "."));
    }
}
