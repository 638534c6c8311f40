package dev.sigwatch.dashboards.boards;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Query;
import dev.sigwatch.dashboards.View;
import java.util.Map;

/** What the panels show of the data that {@code sigwatch demo} leaves; a test holds it to that. */
public final class OnDemo {

    /** What a panel says that has rows. */
    public static final String ROWS = "rows";
    /** What a panel says whose numbers Prometheus has, which the demonstration does not run. */
    public static final String PROMETHEUS = "Prometheus only";

    /** Panels without rows, by board and title, and why. */
    private static final Map<String, String> EMPTY = Map.of();

    private OnDemo() {}

    /** {@link #ROWS}, {@link #PROMETHEUS}, or why there is nothing. */
    public static String of(Board board, Panel panel) {
        if (panel.view() instanceof View.Text) {
            return "words";
        }
        if (panel.queries().get(0) instanceof Query.PromQl) {
            return PROMETHEUS;
        }
        return EMPTY.getOrDefault(board.uid() + "/" + panel.title(), ROWS);
    }
}
