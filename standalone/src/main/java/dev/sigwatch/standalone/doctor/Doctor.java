package dev.sigwatch.standalone.doctor;

import dev.sigwatch.standalone.data.DataFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs all checks. */
public final class Doctor {
    private final Consumer<Diagnosis> told;

    /** @param told given each diagnosis as it is made */
    public Doctor(Consumer<Diagnosis> told) {
        this.told = told;
    }

    /**
     * Looks at this machine and a data folder.
     *
     * @param home the program's own folder
     * @param environment the process's environment variables
     * @param ports option name to the port a start would open
     */
    public void examine(Path home, Map<String, String> environment, DataFolder folder, Map<String, Integer> ports) {
        MachineChecks.run(home, environment).forEach(told);
        FolderChecks.run(folder, ports).forEach(told);
    }

    /** Looks whether servers of the network can be reached: the only check that sends anything. */
    public void reach(List<URI> relays, List<URI> directories) {
        relays.forEach(relay -> told.accept(NetworkChecks.reach("relay", relay)));
        directories.forEach(directory -> told.accept(NetworkChecks.reach("plc", directory)));
    }
}
