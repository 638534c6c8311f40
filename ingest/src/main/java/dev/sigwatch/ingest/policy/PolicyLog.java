package dev.sigwatch.ingest.policy;

import dev.sigwatch.audit.stream.PolicyText;

/** Where documents go. */
interface PolicyLog extends AutoCloseable {
    /**
     * Publishes a document and waits until it is safe.
     *
     * @throws org.apache.kafka.common.KafkaException if that is not certain; publish again later
     */
    void publish(PolicyText text) throws InterruptedException;

    @Override
    void close();
}
