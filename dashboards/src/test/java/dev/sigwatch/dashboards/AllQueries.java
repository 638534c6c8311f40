package dev.sigwatch.dashboards;

import dev.sigwatch.dashboards.alerts.AlertRule;
import dev.sigwatch.dashboards.alerts.AlertRules;
import dev.sigwatch.dashboards.boards.Boards;
import java.util.List;
import java.util.stream.Stream;

/** Every query of boards and rules. */
final class AllQueries {

    private AllQueries() {}

    static Stream<Panel> panels() {
        return Boards.all().stream().flatMap(board -> board.rows().stream()).flatMap(row -> row.panels().stream());
    }

    static Stream<AlertRule> rules() {
        return AlertRules.groups().values().stream().flatMap(List::stream);
    }

    static Stream<Query.Sql> sql() {
        Stream<Query> ofBoards = Boards.all().stream()
                .flatMap(board -> Stream.concat(
                        board.markers().stream().map(Board.Marker::sql),
                        board.variables().stream()
                                .filter(Variable.Choice.class::isInstance)
                                .map(variable -> ((Variable.Choice) variable).options())));
        return Stream.of(ofBoards, panels().flatMap(panel -> panel.queries().stream()), rules().map(AlertRule::query))
                .flatMap(queries -> queries)
                .filter(Query.Sql.class::isInstance)
                .map(Query.Sql.class::cast);
    }

    static Stream<String> promQl() {
        return Stream.concat(panels().flatMap(panel -> panel.queries().stream()), rules().map(AlertRule::query))
                .filter(Query.PromQl.class::isInstance)
                .map(query -> ((Query.PromQl) query).expression())
                .distinct();
    }
}
