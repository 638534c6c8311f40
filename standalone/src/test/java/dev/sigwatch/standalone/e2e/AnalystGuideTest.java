package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every query of docs/analyst-guide.md prints, on the demonstration's data, what is printed there. */
@ExtendWith(DemoData.Extension.class)
class AnalystGuideTest {
    private static final Path GUIDE = Path.of("../docs/analyst-guide.md");
    private static final String WRITE = "sigwatch.guide.write";
    private static final Pattern EXAMPLE = Pattern.compile(
            "### (?<question>.+)\n(?<text>(?:(?!###|```)[^\n]*\n)*)```sql\n(?<sql>[^`]+)\n```\n\n```text\n(?<result>[^`]*)```\n");

    /** What differs from run to run, by the rule that the guide states. */
    private static final Map<Pattern, String> MASKS = new LinkedHashMap<>();

    static {
        MASKS.put(Pattern.compile("sha256:[0-9a-f]{64}"), "sha256:…");
        MASKS.put(Pattern.compile("did:plc:[a-z2-7]{24}"), "did:plc:…");
        MASKS.put(Pattern.compile("\\bbafy[a-z2-7]{55}"), "bafy…");
        MASKS.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)?"), "…");
        MASKS.put(Pattern.compile("\\b3[a-z2-7]{12}\\b"), "…");
        MASKS.put(Pattern.compile("127\\.0\\.0\\.1:\\d+"), "127.0.0.1:…");
        MASKS.put(Pattern.compile("\\b\\d+ ms\\b"), "… ms");
    }

    @Test
    void everyQueryPrintsWhatTheGuidePrints(DemoData demo) throws Exception {
        String guide = Files.readString(GUIDE);
        Matcher example = EXAMPLE.matcher(guide);
        Map<String, String> printed = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        StringBuilder written = new StringBuilder();
        while (example.find()) {
            String question = example.group("question");
            String result = table(demo.query(example.group("sql"), "TabSeparatedWithNames"));
            printed.put(question, example.group("result"));
            found.put(question, result);
            String whole = example.group();
            example.appendReplacement(
                    written,
                    Matcher.quoteReplacement(
                            whole.substring(0, whole.lastIndexOf("```text\n")) + "```text\n" + result + "```\n"));
        }
        example.appendTail(written);
        assertThat(found).hasSize(guide.split("```sql\n", -1).length - 1).hasSizeGreaterThan(20);
        assertThat(found)
                .allSatisfy((question, result) ->
                        assertThat(result.lines()).as(question).hasSizeGreaterThan(1));
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(GUIDE, written);
        } else {
            assertThat(found).isEqualTo(printed);
        }
    }

    /** Rows under their names, in columns. */
    private static String table(String tabSeparated) {
        List<String[]> rows = new ArrayList<>();
        for (String line : tabSeparated.split("\n")) {
            rows.add(Arrays.stream(line.split("\t", -1))
                    .map(AnalystGuideTest::cell)
                    .toArray(String[]::new));
        }
        StringBuilder out = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(one -> one[column].length())
                        .max()
                        .orElse(0);
                line.append(row[i]).append(" ".repeat(width - row[i].length() + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }

    private static String cell(String text) {
        String masked = text.replace("\\'", "'").replace("\\N", "NULL");
        for (Map.Entry<Pattern, String> mask : MASKS.entrySet()) {
            masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
        }
        return masked.isEmpty() ? "-" : masked;
    }
}
