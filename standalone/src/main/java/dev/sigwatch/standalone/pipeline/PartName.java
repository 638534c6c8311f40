package dev.sigwatch.standalone.pipeline;

/** The parts of a process, in the order in which they may need each other: the last one stops first. */
public enum PartName {
    STATUS_SERVER("status server"),
    CLICKHOUSE("ClickHouse"),
    KAFKA("Kafka"),
    FLINK("Flink"),
    JOB("the job"),
    FEED("ingest"),
    NOTIFIER("the notifier");

    private final String text;

    PartName(String text) {
        this.text = text;
    }

    /** As a person calls it. */
    public String text() {
        return text;
    }
}
