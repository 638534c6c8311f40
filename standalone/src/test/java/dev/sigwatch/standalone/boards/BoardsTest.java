package dev.sigwatch.standalone.boards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Query;
import dev.sigwatch.dashboards.Variable;
import dev.sigwatch.dashboards.View;
import dev.sigwatch.dashboards.boards.Boards;
import dev.sigwatch.dashboards.boards.OnDemo;
import dev.sigwatch.standalone.e2e.DemoData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every panel's SQL, on the real engine with what the demonstration leaves, gives what the panel needs and the README says. */
@ExtendWith(DemoData.Extension.class)
class BoardsTest {
    /** Real operations of the demonstration's accounts are no older. */
    private static final long BEGIN = Instant.parse("2022-11-01T00:00:00Z").getEpochSecond();

    private static final long HOUR = 3600;

    /** A panel on its board. */
    record Shown(Board board, Panel panel) {
        @Override
        public String toString() {
            return board.uid() + "/" + panel.title();
        }
    }

    static Stream<Shown> panels() {
        return Boards.all().stream().flatMap(board -> board.rows().stream()
                .flatMap(row -> row.panels().stream())
                .filter(panel -> panel.queries().stream().anyMatch(Query.Sql.class::isInstance))
                .map(panel -> new Shown(board, panel)));
    }

    static Stream<Board> boards() {
        return Boards.all().stream();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void everyPanelShowsWhatTheReadmeSays(Shown shown, DemoData demo) throws Exception {
        int rows = 0;
        for (Query query : shown.panel().queries()) {
            SqlAnswer answer = ask(demo, (Query.Sql) query, choices(demo, shown.board()));
            assertShape(shown.panel(), answer);
            rows += shownRows(shown.panel(), answer);
        }
        if (OnDemo.of(shown.board(), shown.panel()).equals(OnDemo.ROWS)) {
            assertThat(rows).as("rows of %s", shown).isPositive();
        }
    }

    /** With everything chosen, and with one thing of each kind. */
    @ParameterizedTest
    @MethodSource("panels")
    void everyPanelTakesAnyChoice(Shown shown, DemoData demo) throws Exception {
        Map<String, String> odd = new HashMap<>();
        shown.board().variables().forEach(variable -> odd.put(variable.name(), "it's \"odd\""));
        for (Query query : shown.panel().queries()) {
            assertShape(shown.panel(), ask(demo, (Query.Sql) query, odd));
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyVariableOffersChoices(Board board, DemoData demo) throws Exception {
        for (Variable variable : board.variables()) {
            if (variable instanceof Variable.Choice choice) {
                SqlAnswer answer = ask(demo, choice.options(), choices(demo, board));
                assertThat(answer.types()).hasSizeBetween(1, 2).allMatch("String"::equals);
                assertThat(answer.rows()).as(choice.name()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void everyMarkerHasATimeAndWords(Board board, DemoData demo) throws Exception {
        for (Board.Marker marker : board.markers()) {
            SqlAnswer answer = ask(demo, marker.sql(), choices(demo, board));
            assertThat(answer.names()).containsExactly("time", "text", "tags");
            assertThat(answer.isTime(0) && answer.isText(1) && answer.isText(2)).isTrue();
            assertThat(answer.rows()).as(marker.name()).isNotEmpty();
        }
    }

    private static void assertShape(Panel panel, SqlAnswer answer) {
        // What the plugin turns into Grafana's own types without a converter of its own.
        assertThat(answer.types())
                .map(SqlAnswer::bare)
                .allMatch(type -> type.matches("String|Bool|Date|(U?Int|Float)\\d+|DateTime.*"));
        if (panel.view() instanceof View.Stat) {
            assertThat(answer.names()).hasSize(1);
            assertThat(answer.isNumber(0)).as("%s", answer.types()).isTrue();
            assertThat(answer.rows()).hasSizeLessThanOrEqualTo(1);
        } else if (panel.view() instanceof View.BarGauge) {
            int numbers = count(answer, Kind.NUMBER);
            assertThat(numbers).isPositive();
            assertThat(count(answer, Kind.TEXT)).isEqualTo(panel.columns().isEmpty() ? 1 : 0);
            assertThat(numbers + count(answer, Kind.TEXT))
                    .isEqualTo(answer.names().size());
        } else if (panel.view() instanceof View.Spans) {
            assertOverTime(answer);
            assertThat(count(answer, Kind.TEXT)).isEqualTo(answer.names().size() - 1);
        } else if (panel.view() instanceof View.Table) {
            assertThat(answer.names()).doesNotHaveDuplicates();
            assertThat(answer.names())
                    .containsAll(panel.columns().stream().map(Column::name).toList());
        } else {
            assertOverTime(answer);
            assertThat(count(answer, Kind.NUMBER)).isPositive();
            assertThat(count(answer, Kind.TEXT) + count(answer, Kind.NUMBER))
                    .isEqualTo(answer.names().size() - 1);
            // Grafana makes a series of each name: twice the same moment in one would be an error.
            Set<String> points = new HashSet<>();
            for (JsonNode row : answer.rows()) {
                StringBuilder point = new StringBuilder(row.path(0).asText());
                for (int at = 1; at < answer.names().size(); at++) {
                    point.append(answer.isText(at) ? "|" + row.path(at).asText() : "");
                }
                assertThat(points.add(point.toString())).as(point.toString()).isTrue();
            }
        }
    }

    private static void assertOverTime(SqlAnswer answer) {
        assertThat(answer.names()).startsWith("time");
        assertThat(answer.isTime(0)).as("%s", answer.types()).isTrue();
        List<String> times = new ArrayList<>();
        answer.rows().forEach(row -> times.add(row.path(0).asText()));
        assertThat(times).isSorted();
    }

    private enum Kind {
        NUMBER,
        TEXT
    }

    private static int count(SqlAnswer answer, Kind kind) {
        int count = 0;
        for (int at = 0; at < answer.names().size(); at++) {
            if (kind == Kind.NUMBER ? answer.isNumber(at) : answer.isText(at)) {
                count++;
            }
        }
        return count;
    }

    /** A number that is not there is shown as nothing. */
    private static int shownRows(Panel panel, SqlAnswer answer) {
        if (panel.view() instanceof View.Stat) {
            return (int)
                    answer.rows().stream().filter(row -> !row.path(0).isNull()).count();
        }
        return answer.rows().size();
    }

    private static SqlAnswer ask(DemoData demo, Query.Sql query, Map<String, String> choices) throws Exception {
        long end = Instant.now().getEpochSecond() + HOUR;
        return SqlAnswer.of(demo.reader(), new GrafanaSql(BEGIN, end, choices).expand(query.text()));
    }

    /** The account of the takeover and its alert, or all. */
    private static Map<String, String> choices(DemoData demo, Board board) throws Exception {
        JsonNode takeover = demo.query("SELECT did, alert_id FROM alerts WHERE rule = 'K3' ORDER BY raised_at LIMIT 1")
                .get(0);
        Map<String, String> choices = new HashMap<>();
        for (Variable variable : board.variables()) {
            boolean isAll = variable instanceof Variable.Choice choice && choice.isAllOffered();
            choices.put(
                    variable.name(),
                    isAll
                            ? GrafanaSql.ALL
                            : takeover.path(variable.name().equals("alert") ? "alert_id" : variable.name())
                                    .asText());
        }
        return choices;
    }
}
