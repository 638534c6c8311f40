package dev.sigwatch.dashboards.grafana;

import dev.sigwatch.dashboards.Board;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Query;
import dev.sigwatch.dashboards.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A board in the classic dashboard model, which Grafana 12 and 13 load alike. */
public final class BoardJson {

    /** Of Grafana 12.0; later ones migrate it when they load it. */
    private static final int SCHEMA_VERSION = 41;

    private static final int COLUMNS = 24;
    /** Ids of panels: a hundred for each row, the first of them the row's own. */
    private static final int IDS_PER_ROW = 100;

    /** What all our boards are found by. */
    private static final String TAG = "sigwatch";

    private BoardJson() {}

    /**
     * The board's object.
     *
     * @param all every board, to link to
     */
    public static Map<String, Object> of(Board board, List<Board> all) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uid", board.uid());
        json.put("title", board.title());
        json.put("description", board.question());
        json.put("tags", List.of(TAG));
        json.put("schemaVersion", SCHEMA_VERSION);
        json.put("version", 1);
        json.put("editable", false);
        json.put("graphTooltip", 1);
        json.put("timezone", "utc");
        json.put("refresh", "1m");
        json.put("time", ordered("from", board.range(), "to", "now"));
        json.put("timepicker", Map.of());
        json.put("fiscalYearStartMonth", 0);
        json.put("links", links(board, all));
        json.put("annotations", Map.of("list", annotations(board)));
        json.put("templating", Map.of("list", variables(board)));
        json.put("panels", panels(board));
        return json;
    }

    private static List<Object> panels(Board board) {
        List<Object> panels = new ArrayList<>();
        int y = 0;
        for (int number = 0; number < board.rows().size(); number++) {
            Board.Row row = board.rows().get(number);
            int id = (number + 1) * IDS_PER_ROW;
            panels.add(heading(row, id, y++));
            int x = 0;
            int lineHeight = 0;
            for (Panel panel : row.panels()) {
                if (x + panel.width() > COLUMNS) {
                    y += lineHeight;
                    x = 0;
                    lineHeight = 0;
                }
                panels.add(PanelJson.of(panel, ++id, x, y));
                x += panel.width();
                lineHeight = Math.max(lineHeight, panel.height());
            }
            y += lineHeight;
        }
        return panels;
    }

    private static Map<String, Object> heading(Board.Row row, int id, int y) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("type", "row");
        json.put("title", row.title());
        json.put("description", row.question());
        json.put("gridPos", PanelJson.grid(0, y, COLUMNS, 1));
        json.put("collapsed", false);
        json.put("panels", List.of());
        return json;
    }

    private static List<Object> links(Board board, List<Board> all) {
        List<Object> links = new ArrayList<>();
        for (Board other : all) {
            if (other.uid().equals(board.uid())) {
                continue;
            }
            Map<String, Object> link = new LinkedHashMap<>();
            link.put("type", "link");
            link.put("title", other.title());
            link.put("tooltip", other.question());
            link.put("url", "/d/" + other.uid() + "/");
            link.put("icon", "dashboard");
            link.put("includeVars", true);
            link.put("keepTime", true);
            link.put("targetBlank", false);
            links.add(link);
        }
        return links;
    }

    private static List<Object> annotations(Board board) {
        List<Object> annotations = new ArrayList<>();
        for (Board.Marker marker : board.markers()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", marker.name());
            json.put("datasource", Source.CLICKHOUSE.reference());
            json.put("enable", true);
            json.put("hide", false);
            json.put("iconColor", marker.colour().grafana());
            json.put("target", PanelJson.target(marker.sql(), "Anno"));
            annotations.add(json);
        }
        return annotations;
    }

    private static List<Object> variables(Board board) {
        List<Object> variables = new ArrayList<>();
        for (Source source : Source.values()) {
            Map<String, Object> json = variable(source.variable(), source.label(), "datasource");
            json.put("query", source.type());
            json.put("refresh", 1);
            json.put("regex", "");
            json.put("options", List.of());
            variables.add(json);
        }
        for (Variable variable : board.variables()) {
            variables.add(variable(variable));
        }
        return variables;
    }

    private static Map<String, Object> variable(Variable variable) {
        if (variable instanceof Variable.Choice choice) {
            Map<String, Object> json = variable(choice.name(), choice.label(), "query");
            json.put("datasource", Source.CLICKHOUSE.reference());
            Query.Sql options = choice.options();
            json.put("definition", options.text());
            Map<String, Object> query = new LinkedHashMap<>(Source.model(options));
            query.put("refId", "Variable");
            json.put("query", query);
            json.put("refresh", 2);
            json.put("includeAll", choice.isAllOffered());
            json.put("multi", false);
            json.put("allowCustomValue", true);
            json.put("sort", 0);
            json.put("regex", "");
            json.put("options", List.of());
            if (choice.isAllOffered()) {
                json.put("current", ordered("text", "All", "value", "$__all"));
            }
            return json;
        }
        Map<String, Object> json = variable(variable.name(), variable.label(), "textbox");
        json.put("query", "");
        json.put("current", ordered("text", "", "value", ""));
        return json;
    }

    private static Map<String, Object> variable(String name, String label, String type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("label", label);
        json.put("type", type);
        json.put("hide", 0);
        json.put("skipUrlSync", false);
        return json;
    }

    private static Map<String, Object> ordered(String key, Object value, String second, Object secondValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(second, secondValue);
        return map;
    }
}
