package dev.sigwatch.dashboards;

/** Something chosen at the top of a board that its queries use as {@code ${name}}. */
public sealed interface Variable {

    /** As in queries and links. */
    String name();

    /** As shown. */
    String label();

    /**
     * A choice among what a query returns: one column, or value and text.
     *
     * @param isAllOffered whether everything may be chosen at once
     */
    record Choice(String name, String label, Query.Sql options, boolean isAllOffered) implements Variable {}

    /** Free text, empty at first. */
    record Entry(String name, String label) implements Variable {}
}
