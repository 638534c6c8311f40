package dev.sigwatch.dashboards.grafana;

import dev.sigwatch.dashboards.Colour;
import dev.sigwatch.dashboards.Column;
import dev.sigwatch.dashboards.Link;
import dev.sigwatch.dashboards.Panel;
import dev.sigwatch.dashboards.Threshold;
import dev.sigwatch.dashboards.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units, thresholds, colours and links: a panel's {@code fieldConfig}. */
final class FieldJson {

    private FieldJson() {}

    static Map<String, Object> of(Panel panel) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("defaults", defaults(panel));
        boolean isTable = panel.view() instanceof View.Table;
        List<Object> overrides = new ArrayList<>();
        for (Column column : panel.columns()) {
            overrides.add(override(column, isTable));
        }
        config.put("overrides", overrides);
        return config;
    }

    private static Map<String, Object> defaults(Panel panel) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("unit", panel.unit().id());
        defaults.put("noValue", panel.empty());
        defaults.put("color", Map.of("mode", colourMode(panel)));
        defaults.put("thresholds", thresholds(panel.thresholds()));
        if (!(panel.view() instanceof View.Table) && !(panel.view() instanceof View.Spans)) {
            defaults.put("min", 0);
        }
        if (panel.maximum() != null) {
            defaults.put("max", panel.maximum());
        }
        Map<String, Object> custom = custom(panel);
        if (!custom.isEmpty()) {
            defaults.put("custom", custom);
        }
        return defaults;
    }

    private static String colourMode(Panel panel) {
        boolean isSeries = panel.view() instanceof View.Lines || panel.view() instanceof View.Bars;
        return isSeries || panel.view() instanceof View.Spans ? "palette-classic-by-name" : "thresholds";
    }

    private static Map<String, Object> custom(Panel panel) {
        Map<String, Object> custom = new LinkedHashMap<>();
        if (panel.view() instanceof View.Lines) {
            custom.put("drawStyle", "line");
            custom.put("lineWidth", 2);
            custom.put("fillOpacity", 8);
            custom.put("showPoints", "auto");
            custom.put("spanNulls", false);
            boolean isMarked = panel.thresholds().size() > 1;
            custom.put("thresholdsStyle", Map.of("mode", isMarked ? "dashed" : "off"));
        } else if (panel.view() instanceof View.Bars) {
            custom.put("drawStyle", "bars");
            custom.put("lineWidth", 0);
            custom.put("fillOpacity", 80);
            custom.put("stacking", stacking());
        } else if (panel.view() instanceof View.Table) {
            custom.put("align", "auto");
            custom.put("filterable", true);
        } else if (panel.view() instanceof View.Spans) {
            custom.put("fillOpacity", 70);
            custom.put("lineWidth", 0);
            custom.put("spanNulls", true);
        }
        return custom;
    }

    private static Map<String, Object> stacking() {
        Map<String, Object> stacking = new LinkedHashMap<>();
        stacking.put("group", "A");
        stacking.put("mode", "normal");
        return stacking;
    }

    private static Map<String, Object> thresholds(List<Threshold> steps) {
        List<Object> list = new ArrayList<>();
        for (Threshold step : steps) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("color", step.colour().grafana());
            one.put("value", Double.isInfinite(step.from()) ? null : step.from());
            list.add(one);
        }
        Map<String, Object> thresholds = new LinkedHashMap<>();
        thresholds.put("mode", "absolute");
        thresholds.put("steps", list);
        return thresholds;
    }

    private static Map<String, Object> override(Column column, boolean isTable) {
        List<Object> properties = new ArrayList<>();
        if (column.isHidden()) {
            // Hidden from people, still there for links. Grafana 12 knows the first, 13 the second.
            properties.add(property("custom.hidden", true));
            properties.add(property("custom.hideFrom.viz", true));
        }
        if (column.unit() != null) {
            properties.add(property("unit", column.unit().id()));
        }
        if (column.width() > 0) {
            properties.add(property("custom.width", column.width()));
        }
        if (!column.values().isEmpty()) {
            Map<String, Object> cell = new LinkedHashMap<>();
            cell.put("type", "color-background");
            cell.put("mode", "basic");
            properties.add(property("custom.cellOptions", cell));
            properties.add(property("mappings", List.of(mapping(column.values()))));
        }
        if (column.colour() != null) {
            Map<String, Object> fixed = new LinkedHashMap<>();
            fixed.put("mode", "fixed");
            fixed.put("fixedColor", column.colour().grafana());
            properties.add(property("color", fixed));
        }
        if (!column.links().isEmpty()) {
            properties.add(property(
                    "links", column.links().stream().map(FieldJson::link).toList()));
        }
        Map<String, Object> matcher = new LinkedHashMap<>();
        matcher.put("id", isTable ? "byName" : "byRegexp");
        // A series is called by its number and its labels: its own name is the last word.
        matcher.put("options", isTable ? column.name() : "/(^|\\s)" + column.name() + "$/");
        Map<String, Object> override = new LinkedHashMap<>();
        override.put("matcher", matcher);
        override.put("properties", properties);
        return override;
    }

    private static Map<String, Object> mapping(Map<String, Colour> values) {
        Map<String, Object> options = new LinkedHashMap<>();
        int index = 0;
        for (Map.Entry<String, Colour> entry : values.entrySet()) {
            Map<String, Object> option = new LinkedHashMap<>();
            option.put("color", entry.getValue().grafana());
            option.put("index", index++);
            option.put("text", entry.getKey());
            options.put(entry.getKey(), option);
        }
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("type", "value");
        mapping.put("options", options);
        return mapping;
    }

    private static Map<String, Object> link(Link link) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", link.title());
        json.put("url", link.url());
        return json;
    }

    private static Map<String, Object> property(String id, Object value) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("id", id);
        property.put("value", value);
        return property;
    }
}
