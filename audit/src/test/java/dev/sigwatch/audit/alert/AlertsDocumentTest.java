package dev.sigwatch.audit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.stream.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/alerts.md");

    @Test
    void theDocumentListsEveryRuleInOrder() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> expected =
                Arrays.stream(Rule.values()).map(AlertsDocumentTest::row).toList();
        assertThat(String.join("\n", rows)).isEqualTo(String.join("\n", expected));
    }

    private static String row(Rule rule) {
        return "| `" + rule + "` | `" + rule.wireName() + "` | " + rule.priority() + " | " + rule.priorityIfWatched()
                + " | " + rule.route().wireName() + " | " + rule.sentence() + " |";
    }

    @Test
    void itsExamplesLoad() throws IOException {
        Matcher examples =
                Pattern.compile("```yaml\n# (\\w+)\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        int count = 0;
        while (examples.find()) {
            PolicyText.Kind kind = PolicyText.Kind.ofWireName(examples.group(1));
            assertThat(PolicyReader.check(kind, examples.group(2))).isEmpty();
            assertThat(PolicyReader.watchlist(examples.group(2)).value().items().size()
                            + PolicyReader.expectations(examples.group(2))
                                    .value()
                                    .entries()
                                    .size())
                    .isEqualTo(3);
            count++;
        }
        assertThat(count).isEqualTo(2);
    }
}
