package dev.sigwatch.standalone.doctor;

import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.data.FolderLock;
import dev.sigwatch.standalone.data.FreePort;
import dev.sigwatch.standalone.data.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data folder, the disk it is on, and the ports a start would open. */
final class FolderChecks {
    private static final long LEAST_DISK = 1L << 30;
    /** Frames of 72 hours and their rows, in scope publishers, with room to spare. */
    private static final long GOOD_DISK = 10L << 30;

    private FolderChecks() {}

    static List<Diagnosis> run(DataFolder folder, Map<String, Integer> ports) {
        List<Diagnosis> found = new ArrayList<>();
        found.add(disk(folder));
        try {
            Optional<RunFile> running = RunFile.ofRunningProcess(folder);
            found.add(state(folder, running));
            if (running.isEmpty()) {
                ports.forEach((option, port) -> found.add(port(option, port)));
            }
        } catch (IOException e) {
            found.add(Diagnosis.fail("data folder", "cannot be read: " + e));
        }
        return found;
    }

    private static Diagnosis state(DataFolder folder, Optional<RunFile> running) throws IOException {
        String where = folder.root().toAbsolutePath().normalize().toString();
        if (running.isPresent()) {
            RunFile run = running.get();
            return Diagnosis.ok(
                    "data folder",
                    where + ", in use by process " + run.pid() + ": status " + run.http() + ", ClickHouse "
                            + run.clickhouse() + ", Kafka " + run.kafka() + ", Flink " + run.flink());
        }
        if (FolderLock.isHeld(folder)) {
            return Diagnosis.warn("data folder", where + " is in use by a process that is not ready");
        }
        if (!Files.exists(folder.root())) {
            Path parent = existing(folder.root());
            return Files.isWritable(parent)
                    ? Diagnosis.ok("data folder", where + " does not exist yet; up makes it")
                    : Diagnosis.fail("data folder", parent + " is not writable: choose another with --data");
        }
        if (!Files.isWritable(folder.root())) {
            return Diagnosis.fail(
                    "data folder", where + " is not writable: change its owner or choose another with --data");
        }
        return Diagnosis.ok("data folder", where + (folder.exists() ? ", stopped" : ", empty"));
    }

    private static Diagnosis disk(DataFolder folder) {
        Path at = existing(folder.root());
        try {
            long free = Files.getFileStore(at).getUsableSpace();
            String text = (free >> 30) + " GiB free at " + at;
            if (free < LEAST_DISK) {
                return Diagnosis.fail("disk", text + ": free some or choose another place with --data");
            }
            return free < GOOD_DISK
                    ? Diagnosis.warn("disk", text + ": " + (GOOD_DISK >> 30) + " GiB leave room for history")
                    : Diagnosis.ok("disk", text);
        } catch (IOException e) {
            return Diagnosis.fail("disk", "cannot be read: " + e);
        }
    }

    private static Diagnosis port(String option, int port) {
        return FreePort.isFree(port)
                ? Diagnosis.ok("port " + port, "free (" + option + ")")
                : Diagnosis.warn("port " + port, "taken: up will choose a free one unless " + option + " names it");
    }

    private static Path existing(Path path) {
        Path at = path.toAbsolutePath().normalize();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
