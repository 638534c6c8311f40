package dev.sigwatch.dashboards;

/** Units of numbers, by Grafana's ids. */
public enum Unit {
    COUNT("short"),
    SHARE("percentunit"),
    SECONDS("s"),
    MILLISECONDS("ms"),
    /** Seconds, written as {@code 2 days 3 hours}. */
    SPAN("dtdurations"),
    BYTES("bytes"),
    PER_SECOND("cps"),
    TIME("dateTimeAsIso"),
    TEXT("string");

    private final String id;

    Unit(String id) {
        this.id = id;
    }

    /** Grafana's id of it. */
    public String id() {
        return id;
    }
}
