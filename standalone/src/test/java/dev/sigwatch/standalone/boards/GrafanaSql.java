package dev.sigwatch.standalone.boards;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of macros and variables as Grafana's ClickHouse plugin does.
 *
 * @param from begin of the time range, seconds since the epoch
 * @param to its end
 * @param variables values by name; {@link #ALL} for all
 */
record GrafanaSql(long from, long to, Map<String, String> variables) {
    /** What a variable's value is when everything is chosen. */
    static final String ALL = "$__all";

    private static final Pattern CONDITIONAL = Pattern.compile("\\$__conditionalAll\\((.*?), \\$(\\w+)\\)");
    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\((\\w+)\\)");
    private static final Pattern TIME_INTERVAL = Pattern.compile("\\$__timeInterval\\((\\w+)\\)");
    private static final Pattern QUOTED = Pattern.compile("\\$\\{(\\w+):singlequote}");
    /** A chart has about so many points. */
    private static final int POINTS = 200;

    /**
     * SQL for the server.
     *
     * @throws IllegalArgumentException if something is left that only Grafana understands
     */
    String expand(String sql) {
        String begin = "toDateTime(" + from + ")";
        String end = "toDateTime(" + to + ")";
        String text = CONDITIONAL
                .matcher(sql)
                .replaceAll(
                        match -> Matcher.quoteReplacement(value(match.group(2)).equals(ALL) ? "1=1" : match.group(1)));
        text = TIME_FILTER
                .matcher(text)
                .replaceAll(match -> match.group(1) + " >= " + begin + " AND " + match.group(1) + " <= " + end);
        text = TIME_INTERVAL
                .matcher(text)
                .replaceAll(match ->
                        "toStartOfInterval(toDateTime(" + match.group(1) + "), INTERVAL " + interval() + " second)");
        text = QUOTED.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement("'" + value(match.group(1)).replace("'", "\\'") + "'"));
        text = text.replace("$__interval_s", Long.toString(interval()))
                .replace("$__fromTime", begin)
                .replace("$__toTime", end);
        if (text.contains("$__") || text.contains("${")) {
            throw new IllegalArgumentException("not replaced: " + text);
        }
        return text;
    }

    private long interval() {
        return Math.max(60, (to - from) / POINTS);
    }

    private String value(String variable) {
        String value = variables.get(variable);
        if (value == null) {
            throw new IllegalArgumentException("no value for " + variable);
        }
        return value;
    }
}
