package dev.sigwatch.dashboards;

/** How a panel shows what it got. */
public sealed interface View {

    /** One number, coloured by thresholds. */
    record Stat() implements View {}

    /** Lines over time. */
    record Lines() implements View {}

    /** Bars over time, one on another. */
    record Bars() implements View {}

    /** Rows and columns. */
    record Table() implements View {}

    /** One horizontal bar for each row: a text and a number. */
    record BarGauge() implements View {}

    /** Coloured spans over time, one line for each text column. */
    record Spans() implements View {}

    /**
     * Words.
     *
     * @param markdown may use variables
     */
    record Text(String markdown) implements View {}
}
