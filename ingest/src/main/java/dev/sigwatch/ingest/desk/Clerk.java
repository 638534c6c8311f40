package dev.sigwatch.ingest.desk;

/** The work behind a desk. Safe for use by many threads. */
public interface Clerk<R> {
    /** What a request asks for. */
    Wish wish(R request);

    /**
     * Takes a turn and publishes what comes of it. Never throws for what the other side does.
     *
     * @throws org.apache.kafka.common.KafkaException if it is not certain that all is published; the turn is repeated later
     */
    Outcome serve(Turn<R> turn) throws InterruptedException;
}
