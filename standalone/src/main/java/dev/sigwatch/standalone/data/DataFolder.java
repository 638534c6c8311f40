package dev.sigwatch.standalone.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the parts of one deployment keep their files.
 *
 * @param root the {@code --data} folder
 */
public record DataFolder(Path root) {
    /** The environment variable that names the folder where {@code --data} does not. */
    public static final String VARIABLE = "SIGWATCH_DATA";

    private static final String DEFAULT = ".sigwatch";

    /** The folder of a deployment that names none: from the environment, else under the current directory. */
    public static Path defaultRoot(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        return Path.of(named == null || named.isBlank() ? DEFAULT : named);
    }

    /** The broker's folder. */
    public Path kafka() {
        return root.resolve("kafka");
    }

    /** The ClickHouse engine's folder. */
    public Path clickhouse() {
        return root.resolve("clickhouse");
    }

    /** The Flink cluster's folder, checkpoints included. */
    public Path flink() {
        return root.resolve("flink");
    }

    /** Where whole repositories lie while they are verified. */
    public Path exports() {
        return root.resolve("exports");
    }

    /** Where passwords are kept, readable by the owner only. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** Log files. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Where a running process says how to reach it. */
    public Path runFile() {
        return root.resolve("run.json");
    }

    Path lockFile() {
        return root.resolve("lock");
    }

    /** Whether anything was ever kept here. */
    public boolean exists() {
        return Files.isDirectory(clickhouse());
    }

    /** Whether there is nothing in the folder, or no folder. */
    public boolean isEmpty() throws IOException {
        if (!Files.exists(root)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * Deletes what a deployment keeps here.
     *
     * @throws IOException if a process uses the folder, or it cannot be deleted
     */
    public void empty() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        FolderLock.take(this).close();
        for (Path part : List.of(kafka(), clickhouse(), flink(), secrets(), logs(), runFile(), lockFile())) {
            FileTree.delete(part);
        }
    }

    /** Makes the folder where it is absent. */
    public void create() throws IOException {
        Files.createDirectories(root);
        Files.createDirectories(logs());
    }
}
