package dev.sigwatch.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.dashboards.boards.Boards;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed boards hold together: places, data sources, variables and links. */
class BoardModelTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?:[.:][\\w.]+)*}|\\$(?!__)(\\w+)");
    private static final Pattern LINKED_BOARD = Pattern.compile("/d/([\\w-]+)/");
    private static final Pattern LINKED_VARIABLE = Pattern.compile("[?&]var-(\\w+)=");
    private static final Set<String> MACROS = Set.of(
            "$__timeFilter", "$__timeInterval", "$__interval_s", "$__fromTime", "$__toTime", "$__conditionalAll");

    static Stream<JsonNode> boards() throws Exception {
        List<JsonNode> boards = new ArrayList<>();
        for (Board board : Boards.all()) {
            String text = Checkout.read(Checkout.module().resolve("grafana/boards/" + board.uid() + ".json"));
            boards.add(new ObjectMapper().readTree(text));
        }
        return boards.stream();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panelsHaveIdsAndTitlesOfTheirOwn(JsonNode board) {
        assertThat(board.path("panels")).map(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(board.path("panels"))
                .map(panel -> panel.path("title").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void panelsLieBesideEachOther(JsonNode board) {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : board.path("panels")) {
            JsonNode grid = panel.path("gridPos");
            int right = grid.path("x").asInt() + grid.path("w").asInt();
            assertThat(right).as("%s", panel.path("title")).isBetween(1, 24);
            for (int x = grid.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < grid.path("h").asInt(); y++) {
                    assertThat(taken.add(x + "," + (grid.path("y").asInt() + y)))
                            .as("%s lies over another panel", panel.path("title"))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyDataSourceIsAVariable(JsonNode board) {
        List<JsonNode> sources = board.findValues("datasource");
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            boolean isClickHouse = source.path("type").asText().equals("grafana-clickhouse-datasource");
            assertThat(source.path("uid").asText()).isEqualTo(isClickHouse ? "${ds_clickhouse}" : "${ds_prometheus}");
        });
        assertThat(board.findValues("targets")).isNotEmpty().allSatisfy(targets -> assertThat(targets)
                .isNotEmpty()
                .allMatch(target -> target.has("datasource") && (target.has("rawSql") || target.has("expr"))));
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyVariableUsedIsThere(JsonNode board) {
        Set<String> there = new TreeSet<>(Set.of("__data", "__value", "__url_time_range"));
        board.path("templating")
                .path("list")
                .forEach(variable -> there.add(variable.path("name").asText()));
        Matcher used = VARIABLE.matcher(board.toString());
        while (used.find()) {
            String name = used.group(1) == null ? used.group(2) : used.group(1);
            assertThat(there).contains(name);
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyMacroIsOneOfThePlugins(JsonNode board) {
        for (JsonNode sql : board.findValues("rawSql")) {
            Matcher macro = Pattern.compile("\\$__\\w+").matcher(sql.asText());
            while (macro.find()) {
                assertThat(MACROS).contains(macro.group());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyLinkLeadsToABoardAndItsVariables(JsonNode board) {
        List<String> uids = Boards.all().stream().map(Board::uid).toList();
        List<String> urls = board.findValuesAsText("url");
        assertThat(urls).hasSizeGreaterThanOrEqualTo(uids.size() - 1).allSatisfy(url -> {
            Matcher target = LINKED_BOARD.matcher(url);
            assertThat(target.find()).as(url).isTrue();
            assertThat(uids).contains(target.group(1));
            Board linked = Boards.all().get(uids.indexOf(target.group(1)));
            Matcher variable = LINKED_VARIABLE.matcher(url);
            while (variable.find()) {
                assertThat(linked.variables().stream().map(Variable::name)).contains(variable.group(1));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("boards")
    void linksTakeTheTimeAndTheDataSourcesAlong(JsonNode board) {
        assertThat(board.path("links"))
                .allMatch(link -> link.path("keepTime").asBoolean()
                        && link.path("includeVars").asBoolean());
        for (String url : board.findValuesAsText("url")) {
            if (url.contains("?")) {
                assertThat(url)
                        .contains("${__url_time_range}", "${ds_clickhouse:queryparam}", "${ds_prometheus:queryparam}");
            }
        }
    }

    /** A link reads a column of its own row. */
    @ParameterizedTest
    @MethodSource("boards")
    void linksReadColumnsThatAreThere(JsonNode board) {
        for (JsonNode panel : board.path("panels")) {
            Matcher field = Pattern.compile("__data\\.fields\\.(\\w+)").matcher(panel.toString());
            while (field.find()) {
                assertThat(panel.path("targets").path(0).path("rawSql").asText())
                        .as("%s", panel.path("title"))
                        .containsPattern("\\b" + field.group(1) + "\\b");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyPanelHasUnitsThresholdsAndWordsForNothing(JsonNode board) {
        for (JsonNode panel : board.path("panels")) {
            if (!Set.of("row", "text").contains(panel.path("type").asText())) {
                JsonNode defaults = panel.path("fieldConfig").path("defaults");
                String title = panel.path("title").asText();
                assertThat(defaults.path("unit").asText()).as(title).isNotEmpty();
                assertThat(defaults.path("noValue").asText()).as(title).isNotEmpty();
                assertThat(defaults.path("thresholds").path("steps")).as(title).isNotEmpty();
                assertThat(panel.path("description").asText()).as(title).contains("?");
            }
        }
    }
}
