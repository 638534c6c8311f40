package dev.sigwatch.ingest.repo;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Exports into Kafka, a transaction each, one after the other. */
final class KafkaExports implements ExportLog {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    KafkaExports(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /** Connects when the first export is published. */
    static KafkaExports connect(KafkaSettings kafka) {
        Map<String, Object> properties = kafka.client(Map.ofEntries(
                Map.entry("client.id", "sigwatch-exports"),
                Map.entry("transactional.id", kafka.exportsTransactionalId()),
                Map.entry("transaction.timeout.ms", 60_000),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("compression.type", "zstd"),
                Map.entry("max.request.size", KafkaSettings.MAX_RECORD),
                Map.entry("buffer.memory", 16L << 20),
                Map.entry("linger.ms", 2),
                Map.entry("max.block.ms", 15_000),
                Map.entry("request.timeout.ms", 10_000),
                Map.entry("delivery.timeout.ms", 30_000)));
        return new KafkaExports(
                () -> new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public synchronized void publish(Parts parts) throws IOException {
        Producer<byte[], byte[]> open = open();
        boolean committed = false;
        try {
            open.beginTransaction();
            parts.forEach(part -> send(open, part));
            open.commitTransaction();
            committed = true;
        } finally {
            if (!committed) {
                abandon(open);
            }
        }
    }

    // The future is not looked at: a failed send shows in the commit, which cannot succeed without it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static void send(Producer<byte[], byte[]> open, ExportPart part) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.REPO_EXPORTS, part.did().getBytes(StandardCharsets.UTF_8), part.car());
        part.headers().forEach(record.headers()::add);
        open.send(record);
    }

    private Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            try {
                open.initTransactions();
            } catch (KafkaException e) {
                open.close(Duration.ZERO);
                throw e;
            }
            producer = open;
        }
        return open;
    }

    /** Forgets the transaction under way; where even that fails, the producer too: the next one then shuts it out. */
    private void abandon(Producer<byte[], byte[]> open) {
        try {
            open.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            open.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
