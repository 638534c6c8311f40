package dev.sigwatch.dashboards.alerts;

import dev.sigwatch.dashboards.Query;

/**
 * A rule that Grafana evaluates every minute: it fires for each row or series whose number is above the limit for long enough.
 *
 * @param uid its id in Grafana
 * @param title as listed
 * @param query one number for each thing that can be wrong, the other columns or labels naming it
 * @param window how far back the query looks
 * @param limit above which it fires
 * @param patience for how long it must have been so
 * @param severity P1 (now) to P4
 * @param route whom to tell, those of security or of operations; empty where the query has a column {@code route}
 * @param silence what to do if the query answers nothing
 * @param summary one line; may use {@code {{ .Labels.name }}}
 * @param runbook file and section below {@code docs/runbooks}
 * @param board uid of the board to look at
 */
public record AlertRule(
        String uid,
        String title,
        Query query,
        Window window,
        double limit,
        String patience,
        String severity,
        String route,
        Silence silence,
        String summary,
        String runbook,
        String board) {

    /**
     * Which time a query is about.
     *
     * @param fromSeconds so long ago it begins
     * @param toSeconds so long ago it ends
     */
    public record Window(int fromSeconds, int toSeconds) {

        /** The last minutes. */
        public static Window minutes(int minutes) {
            return new Window(minutes * 60, 0);
        }
    }

    /** What no answer means. */
    public enum Silence {
        /** Nothing is wrong. */
        FINE("OK"),
        /** Whoever should answer is away. */
        ALARMING("Alerting");

        private final String state;

        Silence(String state) {
            this.state = state;
        }

        /** Grafana's name for the state the rule then has. */
        public String state() {
            return state;
        }
    }
}
