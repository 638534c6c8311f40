package dev.sigwatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.dashboards.alerts.AlertRule;
import dev.sigwatch.dashboards.boards.Boards;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a rule says leads somewhere. */
class AlertRulesTest {

    private static final List<String> PARTS = List.of("What it means", "Check first", "False positives", "Escalate");

    @Test
    void rulesHaveIdsOfTheirOwnAndSomebodyToTell() {
        assertThat(AllQueries.rules().map(AlertRule::uid))
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.length() <= 40);
        assertThat(AllQueries.rules().map(AlertRule::title)).doesNotHaveDuplicates();
        assertThat(AllQueries.rules()).allSatisfy(rule -> {
            assertThat(rule.severity()).matches("P[1-4]");
            boolean isRoutedByRow =
                    rule.query() instanceof Query.Sql sql && sql.text().contains("AS route");
            assertThat(rule.route().isEmpty()).as(rule.uid()).isEqualTo(isRoutedByRow);
            if (!isRoutedByRow) {
                assertThat(rule.route()).isIn("security", "operations");
            }
        });
    }

    @Test
    void everyRuleLeadsToABoard() {
        Set<String> boards = Boards.all().stream().map(Board::uid).collect(Collectors.toSet());
        assertThat(AllQueries.rules().map(AlertRule::board)).allMatch(boards::contains);
    }

    @Test
    void everyRuleHasASectionInTheRunbooks() {
        assertThat(AllQueries.rules()).allSatisfy(rule -> {
            String[] place = rule.runbook().split("#", -1);
            String section = section(Checkout.read(Checkout.root("docs/runbooks/" + place[0])), place[1]);
            assertThat(section).as(rule.runbook()).isNotEmpty().contains(PARTS).contains("sigwatch ");
        });
    }

    /** Rules of alerting are told of by family. */
    @Test
    void everyRuleOfAlertingHasItsPlaceInTheRunbook() {
        String runbook = Checkout.read(Checkout.root("docs/runbooks/incidents.md"));
        Matcher rule =
                Pattern.compile("(?m)^\\| `([A-Z]\\d+)` \\|").matcher(Checkout.read(Checkout.root("docs/alerts.md")));
        int rules = 0;
        while (rule.find()) {
            assertThat(runbook).contains("**" + rule.group(1) + "**");
            rules++;
        }
        assertThat(rules).isPositive();
    }

    /** Grafana 12 takes any dollar sign in an annotation for its environment's, 13 does not. */
    @Test
    void noAnnotationDependsOnTheVersionOfGrafana() {
        assertThat(AllQueries.rules().map(AlertRule::summary)).noneMatch(summary -> summary.contains("$"));
    }

    /** What the summary names is a column, or a label that the expression keeps. */
    @Test
    void summariesNameLabelsThatAreThere() {
        assertThat(AllQueries.rules()).allSatisfy(rule -> {
            Matcher label = Pattern.compile("\\.Labels\\.(\\w+)").matcher(rule.summary());
            String query =
                    rule.query() instanceof Query.Sql sql ? sql.text() : ((Query.PromQl) rule.query()).expression();
            while (label.find()) {
                assertThat(query).containsPattern("\\b" + label.group(1) + "\\b");
            }
        });
    }

    /** The text under the heading with that anchor, up to the next of its rank. */
    private static String section(String document, String anchor) {
        for (String section : document.split("(?m)^## ", -1)) {
            String heading = section.lines().findFirst().orElse("");
            String slug = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w\\- ]", "")
                    .replace(' ', '-');
            if (slug.equals(anchor)) {
                return section;
            }
        }
        return "";
    }
}
