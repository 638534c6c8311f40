package dev.sigwatch.ingest.repo;

import dev.sigwatch.audit.stream.ExportPart;
import java.io.IOException;
import java.util.function.Consumer;

/** Where exports are reported. Safe for use by many threads. */
interface ExportLog extends AutoCloseable {
    /**
     * Publishes the parts of one export, all or none of them, no other export's between, and waits until they are safe.
     *
     * @throws org.apache.kafka.common.KafkaException if that is not certain; publish again later
     * @throws IOException from the parts
     */
    void publish(Parts parts) throws IOException;

    @Override
    void close();

    /** The parts of one export, which need not be in memory together. */
    @FunctionalInterface
    interface Parts {
        void forEach(Consumer<ExportPart> take) throws IOException;
    }
}
