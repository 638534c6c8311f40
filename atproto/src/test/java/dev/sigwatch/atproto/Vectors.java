package dev.sigwatch.atproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The public test vectors beside the repository. A test that asks for a missing one is skipped, with its path as the reason. */
public final class Vectors {
    private static final Path ROOT = Path.of("../../shared/vectors");

    private Vectors() {}

    /** The bytes of a vector file, such as {@code indigo/diddoc/did_plc_doc.json}. */
    public static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(present(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a vector file, as they are. */
    public static List<String> lines(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
    }

    /** A vector file of JSON. */
    public static JsonNode json(String file) {
        try {
            return new ObjectMapper().readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files directly in a vector folder, sorted. */
    public static List<Path> list(String folder) {
        try (Stream<Path> files = Files.list(present(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows how many cases were run, and fails if there were none. */
    public static void report(String what, int count) {
        System.out.println("vectors: " + count + " " + what);
        assertThat(count).as("cases of " + what).isPositive();
    }

    /** Shows how many cases were run, and fails if it is not as many as the set has. */
    public static void report(String what, int count, int expected) {
        report(what, count);
        assertThat(count).as("cases of " + what).isEqualTo(expected);
    }

    private static Path present(String name) {
        Path path = ROOT.resolve(name);
        assumeTrue(Files.exists(path), () -> "no vectors at " + path + ": skipped");
        return path;
    }
}
