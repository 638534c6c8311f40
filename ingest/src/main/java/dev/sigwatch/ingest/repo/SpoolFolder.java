package dev.sigwatch.ingest.repo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where exports lie while they are verified. At most as many as there are workers, each at most the size limit: that product is
 * what this folder may take of the disk.
 */
final class SpoolFolder {
    private static final String PREFIX = "export-";
    private static final String SUFFIX = ".car";

    private final Path folder;

    SpoolFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and deletes what an earlier run may have left. */
    void prepare() throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /** A place for one export, which makes its file with the first byte. */
    Spool open() {
        return new Spool(() -> Files.createTempFile(folder, PREFIX, SUFFIX));
    }
}
