package dev.sigwatch.dashboards;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One panel. Begin with the method named for its kind; each further method returns a panel that differs in one thing.
 *
 * @param view how it shows what it got
 * @param title unique on its board
 * @param question what it answers
 * @param width of 24
 * @param height in units of about 30 pixels
 * @param queries what it asks
 * @param unit of its numbers
 * @param thresholds colours of its numbers, rising
 * @param columns how single columns or series differ
 * @param empty what it says when there is nothing: why not, and whether that is good
 * @param maximum of its scale, null for the largest number
 */
public record Panel(
        View view,
        String title,
        String question,
        int width,
        int height,
        List<Query> queries,
        Unit unit,
        List<Threshold> thresholds,
        List<Column> columns,
        String empty,
        @Nullable Double maximum) {

    private static Panel of(View view, String title, String question, int width, int height) {
        return new Panel(
                view, title, question, width, height, List.of(), Unit.COUNT, Threshold.NONE, List.of(), "", null);
    }

    /** One number. */
    public static Panel stat(String title, String question) {
        return of(new View.Stat(), title, question, 4, 4);
    }

    /** Lines over time. */
    public static Panel lines(String title, String question) {
        return of(new View.Lines(), title, question, 12, 8);
    }

    /** Bars over time. */
    public static Panel bars(String title, String question) {
        return of(new View.Bars(), title, question, 12, 8);
    }

    /** Rows and columns. */
    public static Panel table(String title, String question) {
        return of(new View.Table(), title, question, 24, 9);
    }

    /** A bar for each row. */
    public static Panel barGauge(String title, String question) {
        return of(new View.BarGauge(), title, question, 8, 8);
    }

    /** Coloured spans over time. */
    public static Panel spans(String title, String question) {
        return of(new View.Spans(), title, question, 24, 6);
    }

    /** Words. */
    public static Panel text(String title, String question, String markdown) {
        return of(new View.Text(markdown), title, question, 24, 5);
    }

    public Panel size(int newWidth, int newHeight) {
        return new Panel(
                view, title, question, newWidth, newHeight, queries, unit, thresholds, columns, empty, maximum);
    }

    /** Asks ClickHouse; what is shown over time is read as series, spans as rows. */
    public Panel sql(String name) {
        boolean isSeries = view instanceof View.Lines || view instanceof View.Bars;
        return and(new Query.Sql(name, isSeries ? Query.Format.TIME_SERIES : Query.Format.TABLE));
    }

    /** Asks Prometheus; a stat and a bar gauge want the newest value only. */
    public Panel promQl(String expression, String legend) {
        boolean isInstant = view instanceof View.Stat || view instanceof View.BarGauge;
        return and(new Query.PromQl(expression, legend, isInstant));
    }

    public Panel unit(Unit newUnit) {
        return new Panel(view, title, question, width, height, queries, newUnit, thresholds, columns, empty, maximum);
    }

    public Panel thresholds(List<Threshold> steps) {
        return new Panel(view, title, question, width, height, queries, unit, steps, columns, empty, maximum);
    }

    public Panel columns(Column... differing) {
        return columns(List.of(differing));
    }

    public Panel columns(List<Column> differing) {
        return new Panel(view, title, question, width, height, queries, unit, thresholds, differing, empty, maximum);
    }

    /** Gives each series the colour of its last word. */
    public Panel series(java.util.Map<String, Colour> colours) {
        List<Column> differing = new ArrayList<>();
        colours.forEach((name, colour) -> differing.add(Column.of(name).colour(colour)));
        return columns(differing);
    }

    public Panel empty(String why) {
        return new Panel(view, title, question, width, height, queries, unit, thresholds, columns, why, maximum);
    }

    public Panel maximum(double value) {
        return new Panel(view, title, question, width, height, queries, unit, thresholds, columns, empty, value);
    }

    private Panel and(Query query) {
        List<Query> more = new ArrayList<>(queries);
        more.add(query);
        return new Panel(
                view, title, question, width, height, List.copyOf(more), unit, thresholds, columns, empty, maximum);
    }
}
