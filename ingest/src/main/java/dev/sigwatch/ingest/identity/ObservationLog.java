package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import java.util.List;

/** Where observations go. Safe for use by many threads. */
public interface ObservationLog extends AutoCloseable {
    /**
     * Publishes observations of one DID, in order, and waits until they are safe.
     *
     * @throws org.apache.kafka.common.KafkaException if that is not certain; publish again later
     */
    void publish(List<IdentityObservation> observations) throws InterruptedException;

    @Override
    void close();
}
