package dev.sigwatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Expressions ask for metrics that some part serves, by labels it gives them. */
class MetricNamesTest {

    private static final Pattern METRIC = Pattern.compile("\\b(?:sigwatch|atcr|flink)_\\w+");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:sigwatch|atcr|flink)_\\w+)` \\|(.*)$");
    private static final Pattern GROUPED = Pattern.compile("by \\((\\w+)\\) \\(?(?:\\w+\\()*(\\w+)");

    /** The first two columns after the name: type and labels. */
    private static Map<String, String> listed() {
        Map<String, String> listed = new TreeMap<>();
        Matcher row = ROW.matcher(Checkout.read(Checkout.root("docs/metrics.md")));
        while (row.find()) {
            listed.put(row.group(1), row.group(2));
        }
        assertThat(listed).hasSizeGreaterThan(20);
        return listed;
    }

    @Test
    void everyMetricUsedIsListed() {
        Set<String> used = new TreeSet<>();
        AllQueries.promQl().forEach(expression -> {
            Matcher metric = METRIC.matcher(expression);
            while (metric.find()) {
                used.add(metric.group().replaceAll("_(bucket|sum|count)$", ""));
            }
        });
        assertThat(listed().keySet()).containsAll(used);
    }

    @Test
    void everyLabelGroupedByIsListed() {
        Map<String, String> listed = listed();
        AllQueries.promQl().forEach(expression -> {
            Matcher grouped = GROUPED.matcher(expression);
            while (grouped.find()) {
                String metric = grouped.group(2).replaceAll("_(bucket|sum|count)$", "");
                if (!metric.startsWith("flink_")) {
                    assertThat(listed.get(metric)).as(expression).contains("`" + grouped.group(1) + "`");
                }
            }
        });
    }
}
