package dev.sigwatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Committed files are what the source makes of them. */
class GeneratedFilesTest {

    private static final String STALE = "run dashboards/generate";

    @Test
    void noFileIsStaleMissingOrLeftOver() throws Exception {
        Path grafana = Checkout.module().resolve("grafana");
        List<String> committed;
        try (Stream<Path> files = Files.walk(grafana)) {
            committed = files.filter(Files::isRegularFile)
                    .map(file -> grafana.relativize(file).toString())
                    .sorted()
                    .toList();
        }
        Map<String, String> generated = Generate.files();
        assertThat(committed).as(STALE).containsExactlyElementsOf(generated.keySet());
        generated.forEach((name, text) -> assertThat(Checkout.read(grafana.resolve(name)))
                .as("%s: %s", name, STALE)
                .isEqualTo(text));
    }

    @Test
    void theReadmeTellsOfEveryRowAndPanel() {
        String readme = Checkout.read(Checkout.module().resolve("README.md"));
        assertThat(BoardTables.into(readme)).as(STALE).isEqualTo(readme);
    }

    @Test
    void everySqlFileIsUsed() throws Exception {
        Path folder = Checkout.module().resolve("src/main/resources/dev/sigwatch/dashboards/sql");
        List<String> there;
        try (Stream<Path> files = Files.walk(folder)) {
            there = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace(".sql", ""))
                    .sorted()
                    .toList();
        }
        assertThat(AllQueries.sql().map(Query.Sql::name).distinct().sorted()).containsExactlyElementsOf(there);
    }
}
