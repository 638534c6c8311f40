package dev.sigwatch.standalone.cli;

import dev.sigwatch.standalone.data.DataFolder;
import java.io.IOException;

/** Sends the logs of this process to its data folder. */
final class Logs {
    private Logs() {}

    /** To be called before anything that logs is loaded: the logger reads these once. */
    static void to(DataFolder folder, boolean detailed) {
        try {
            folder.create();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.START_FAILED, "the data folder " + folder.root() + " cannot be written: " + e, e);
        }
        System.setProperty("sigwatch.logs", folder.logs().toAbsolutePath().toString());
        System.setProperty("sigwatch.level", detailed ? "debug" : "info");
        System.setProperty("log4j2.configurationFile", "log4j2-folder.properties");
    }
}
