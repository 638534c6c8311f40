package dev.sigwatch.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this repository. */
final class Checkout {

    private Checkout() {}

    /** The folder of this module. */
    static Path module() {
        return Path.of("").toAbsolutePath();
    }

    /** A file below the root of the repository. */
    static Path root(String path) {
        return module().resolve("..").resolve(path).normalize();
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
