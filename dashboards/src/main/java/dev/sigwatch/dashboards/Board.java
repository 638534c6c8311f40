package dev.sigwatch.dashboards;

import java.util.List;

/**
 * A dashboard.
 *
 * @param uid its id in links, and the name of its file
 * @param title as listed in Grafana
 * @param question what one opens it for
 * @param variables chosen at the top of the board, besides the two data sources that every board has
 * @param markers events drawn over all its charts
 * @param rows from top to bottom
 * @param range the time range it opens with, such as {@code now-24h}
 */
public record Board(
        String uid,
        String title,
        String question,
        List<Variable> variables,
        List<Marker> markers,
        List<Row> rows,
        String range) {

    public Board {
        variables = List.copyOf(variables);
        markers = List.copyOf(markers);
        rows = List.copyOf(rows);
    }

    /**
     * Panels under a heading.
     *
     * @param title the heading
     * @param question what the row answers
     * @param panels from left to right, broken into lines by their widths
     */
    public record Row(String title, String question, List<Panel> panels) {

        public Row {
            panels = List.copyOf(panels);
        }

        /** A row of the panels. */
        public static Row of(String title, String question, Panel... panels) {
            return new Row(title, question, List.of(panels));
        }
    }

    /**
     * Events drawn over charts: rows with the columns {@code time}, {@code text} and {@code tags}.
     *
     * @param name as shown beside its switch
     * @param sql where the events come from
     */
    public record Marker(String name, Colour colour, Query.Sql sql) {}
}
