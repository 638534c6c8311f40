package dev.sigwatch.dashboards;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one column or series differs from its panel's others.
 *
 * @param name of the column, or the last word of the series' name
 * @param unit null for the panel's
 * @param width in pixels, 0 for as much as there is
 * @param values colours of its cells by text, empty for none
 * @param colour of the series, null for any
 * @param links from its cells
 * @param isHidden there only for links
 */
public record Column(
        String name,
        @Nullable Unit unit,
        int width,
        Map<String, Colour> values,
        @Nullable Colour colour,
        List<Link> links,
        boolean isHidden) {

    /** A column like the others. */
    public static Column of(String name) {
        return new Column(name, null, 0, Map.of(), null, List.of(), false);
    }

    /** A column whose cells are coloured by what they say. */
    public static Column coloured(String name, Map<String, Colour> values) {
        return new Column(name, null, 110, values, null, List.of(), false);
    }

    /** A column that only links use. */
    public static Column hidden(String name) {
        return new Column(name, null, 0, Map.of(), null, List.of(), true);
    }

    public Column unit(Unit newUnit) {
        return new Column(name, newUnit, width, values, colour, links, isHidden);
    }

    public Column width(int pixels) {
        return new Column(name, unit, pixels, values, colour, links, isHidden);
    }

    public Column colour(Colour newColour) {
        return new Column(name, unit, width, values, newColour, links, isHidden);
    }

    public Column links(Link... to) {
        return new Column(name, unit, width, values, colour, List.of(to), isHidden);
    }
}
