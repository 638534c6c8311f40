package dev.sigwatch.standalone.flink;

import dev.sigwatch.standalone.data.FileTree;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * The checkpoints of one job on disk: {@code chk-N/_metadata}, and {@code shared/} with the RocksDB files they refer to.
 *
 * <p>A metadata file is renamed into place, so its existence says that its checkpoint is complete.
 */
final class CheckpointFolder {
    private static final String PREFIX = "chk-";
    private static final String METADATA = "_metadata";

    private final Path directory;

    CheckpointFolder(Path directory) {
        this.directory = directory;
    }

    /** The newest complete checkpoint, empty where there is none. */
    Optional<Path> newest() throws IOException {
        return checkpoints().stream()
                .filter(checkpoint -> Files.exists(checkpoint.resolve(METADATA)))
                .max(Comparator.comparingLong(CheckpointFolder::number));
    }

    /**
     * Deletes what no start will ever read again: every other checkpoint, and the shared files that only they refer to.
     * Flink cleans up after itself while it runs; what a killed process left behind is nobody's.
     *
     * @param kept the checkpoint that the job starts from
     */
    void pruneAllBut(Path kept) throws IOException {
        for (Path checkpoint : checkpoints()) {
            if (!checkpoint.equals(kept)) {
                FileTree.delete(checkpoint);
            }
        }
        Path shared = directory.resolve("shared");
        if (Files.isDirectory(shared)) {
            Set<String> referenced = sharedFilesOf(kept);
            for (Path file : list(shared)) {
                if (!referenced.contains(file.getFileName().toString())) {
                    FileTree.delete(file);
                }
            }
        }
    }

    private static Set<String> sharedFilesOf(Path checkpoint) throws IOException {
        Set<String> names = new HashSet<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(checkpoint.resolve(METADATA)))) {
            CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(
                    in,
                    CheckpointFolder.class.getClassLoader(),
                    checkpoint.toUri().toString());
            metadata.getOperatorStates().stream()
                    .flatMap(operator -> operator.getStates().stream())
                    .flatMap(subtask ->
                            Stream.concat(subtask.getManagedKeyedState().stream(), subtask.getRawKeyedState().stream()))
                    .forEach(handle -> collect(handle, names));
        }
        return names;
    }

    private static void collect(KeyedStateHandle handle, Set<String> names) {
        if (handle instanceof IncrementalRemoteKeyedStateHandle incremental) {
            Stream.concat(incremental.getSharedState().stream(), incremental.getPrivateState().stream())
                    .map(part -> part.getHandle())
                    .filter(FileStateHandle.class::isInstance)
                    .forEach(file ->
                            names.add(((FileStateHandle) file).getFilePath().getName()));
        }
    }

    private List<Path> checkpoints() throws IOException {
        return Files.isDirectory(directory)
                ? list(directory).stream()
                        .filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{1,18}"))
                        .toList()
                : List.of();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }
}
