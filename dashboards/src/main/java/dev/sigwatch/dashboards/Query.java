package dev.sigwatch.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a panel asks one of the two data sources. */
public sealed interface Query {

    /** How a result is to be read. */
    enum Format {
        /** Rows as they are. */
        TABLE,
        /** A column {@code time}, text columns that name the series, and numbers. */
        TIME_SERIES
    }

    /**
     * SQL for ClickHouse, kept in a file of its own.
     *
     * @param name path of the file below {@code sql/}, without its ending
     */
    record Sql(String name, Format format) implements Query {

        /**
         * The text, with Grafana's macros and variables in it.
         *
         * @throws IllegalStateException if there is no such file
         */
        public String text() {
            try (InputStream in = Query.class.getResourceAsStream("sql/" + name + ".sql")) {
                if (in == null) {
                    throw new IllegalStateException("no resource sql/" + name + ".sql");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new IllegalStateException("cannot read sql/" + name + ".sql", e);
            }
        }
    }

    /**
     * An expression for Prometheus.
     *
     * @param legend what to call each series, with labels in {@code {{braces}}}
     * @param instant only the newest value is wanted
     */
    record PromQl(String expression, String legend, boolean instant) implements Query {}
}
