package dev.sigwatch.dashboards.grafana;

import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Query;
import dev.sigwatch.dashboards.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A panel in the classic dashboard model. */
final class PanelJson {

    private PanelJson() {}

    /**
     * The panel's object.
     *
     * @param id unique on the board
     * @param x from the left, in columns
     * @param y from the top
     */
    static Map<String, Object> of(Panel panel, int id, int x, int y) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("type", type(panel.view()));
        json.put("title", panel.title());
        json.put("description", panel.question());
        json.put("gridPos", grid(x, y, panel.width(), panel.height()));
        if (panel.view() instanceof View.Text text) {
            json.put("options", Map.of("mode", "markdown", "content", text.markdown()));
            return json;
        }
        json.put("datasource", Source.of(panel.queries().get(0)).reference());
        json.put("targets", targets(panel.queries()));
        json.put("fieldConfig", FieldJson.of(panel));
        json.put("options", options(panel));
        if (panel.view() instanceof View.Lines || panel.view() instanceof View.Bars) {
            json.put("interval", "1m");
        }
        return json;
    }

    static Map<String, Object> grid(int x, int y, int width, int height) {
        Map<String, Object> grid = new LinkedHashMap<>();
        grid.put("h", height);
        grid.put("w", width);
        grid.put("x", x);
        grid.put("y", y);
        return grid;
    }

    /** A target as the board stores it. */
    static Map<String, Object> target(Query query, String refId) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("refId", refId);
        target.put("datasource", Source.of(query).reference());
        target.putAll(Source.model(query));
        return target;
    }

    private static List<Object> targets(List<Query> queries) {
        List<Object> targets = new ArrayList<>();
        for (int at = 0; at < queries.size(); at++) {
            targets.add(target(queries.get(at), String.valueOf((char) ('A' + at))));
        }
        return targets;
    }

    static String type(View view) {
        if (view instanceof View.Stat) {
            return "stat";
        } else if (view instanceof View.Table) {
            return "table";
        } else if (view instanceof View.BarGauge) {
            return "bargauge";
        } else if (view instanceof View.Spans) {
            return "state-timeline";
        } else if (view instanceof View.Text) {
            return "text";
        }
        return "timeseries";
    }

    private static Map<String, Object> options(Panel panel) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (panel.view() instanceof View.Stat) {
            options.put("colorMode", "background");
            options.put("graphMode", "none");
            options.put("justifyMode", "auto");
            options.put("textMode", "value");
            options.put("reduceOptions", reduce(false));
        } else if (panel.view() instanceof View.BarGauge) {
            options.put("displayMode", "basic");
            options.put("orientation", "horizontal");
            options.put("showUnfilled", true);
            // One bar for each row, unless the bars are columns with colours of their own.
            boolean isEachRow = panel.queries().get(0) instanceof Query.Sql
                    && panel.columns().isEmpty();
            options.put("reduceOptions", reduce(isEachRow));
        } else if (panel.view() instanceof View.Table) {
            options.put("showHeader", true);
            options.put("cellHeight", "sm");
        } else if (panel.view() instanceof View.Spans) {
            options.put("showValue", "always");
            options.put("mergeValues", true);
            options.put("rowHeight", 0.8);
            options.put("alignValue", "left");
            options.put("legend", legend("bottom"));
        } else {
            options.put("legend", legend("bottom"));
            options.put("tooltip", Map.of("mode", "multi", "sort", "desc"));
        }
        return options;
    }

    private static Map<String, Object> reduce(boolean isEachRow) {
        Map<String, Object> reduce = new LinkedHashMap<>();
        reduce.put("calcs", List.of("lastNotNull"));
        reduce.put("fields", "");
        reduce.put("values", isEachRow);
        return reduce;
    }

    private static Map<String, Object> legend(String placement) {
        Map<String, Object> legend = new LinkedHashMap<>();
        legend.put("displayMode", "list");
        legend.put("placement", placement);
        legend.put("showLegend", true);
        return legend;
    }
}
