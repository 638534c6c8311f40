package dev.sigwatch.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents name exists: classes in backticks, and files that are linked. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern CLASS =
            Pattern.compile("`(?:[\\w/…-]*/)?([A-Z][A-Za-z0-9]+)(?:\\.java)?(?:\\.[\\w]+)?`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyClassNamedExists(String document) throws IOException {
        Set<String> classes = classes();
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher names = CLASS.matcher(Files.readString(ROOT.resolve(document)));
        while (names.find()) {
            String name = names.group(1);
            if (!name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
                named++;
                if (!classes.contains(name)) {
                    missing.add(name);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyFileLinkedExists(String document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(ROOT.resolve(document)));
        while (links.find()) {
            assertThat(ROOT.resolve(links.group(1))).exists();
        }
    }

    @Test
    void theMapFitsOnAFewScreens() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("ARCHITECTURE.md"))).hasSizeLessThan(150);
    }

    private static Set<String> classes() throws IOException {
        Set<String> classes = new TreeSet<>(Set.of("Kind"));
        List<Path> modules;
        try (Stream<Path> folders = Files.list(ROOT)) {
            modules = folders.map(folder -> folder.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList();
        }
        for (Path module : modules) {
            try (Stream<Path> files = Files.walk(module)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .map(name -> name.substring(0, name.length() - ".java".length()))
                        .forEach(classes::add);
            }
        }
        return classes;
    }
}
