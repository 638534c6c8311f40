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

    /** Panels that may have no rows, by board and title, and when. */
    private static final Map<String, String> EMPTY = Map.of(
            "sigwatch-images/Tags that moved back", "only if a tag went back",
            "sigwatch-images/Why the policy refuses", "only with a trust policy that refuses something",
            "sigwatch-quality/Rules broken by directories", "nothing: the directory of the recording keeps them",
            "sigwatch-pipeline/Frames left out", "nothing: every account of the recording is followed",
            "sigwatch-pipeline/Reconciliation by stream", "only after fifteen minutes",
            "sigwatch-pipeline/Alerts about the auditor", "nothing, unless the machine is overloaded");

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
