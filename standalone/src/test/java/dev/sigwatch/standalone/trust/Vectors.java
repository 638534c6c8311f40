package dev.sigwatch.standalone.trust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The public test vectors beside the repository. A test that asks for a missing one is skipped, with its path as the reason. */
public final class Vectors {
    private static final Path ROOT = Path.of("../../shared/vectors");

    private Vectors() {}

    /** A file of the vectors, such as {@code indigo/repo-car/greenground.repo.car}. */
    public static Path file(String name) {
        Path path = ROOT.resolve(name);
        assumeTrue(Files.exists(path), () -> "no vectors at " + path + ": skipped");
        return path;
    }
}
