package dev.sigwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FindingsDocumentTest {
    @Test
    void theDocumentListsEveryCodeInOrder() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../docs/findings.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> expected = Arrays.stream(FindingCode.values())
                .map(FindingsDocumentTest::row)
                .toList();
        assertThat(String.join("\n", rows)).isEqualTo(String.join("\n", expected));
    }

    private static String row(FindingCode code) {
        return "| `" + code + "` | " + lower(code.severity()) + " | " + lower(code.effect()) + " | "
                + lower(code.line()) + " | " + code.sentence() + " |";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
