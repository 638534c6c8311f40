package dev.sigwatch.ingest.identity;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Observations into Kafka: idempotent, acknowledged by all. */
public final class KafkaObservations implements ObservationLog {
    private final Producer<byte[], byte[]> producer;

    KafkaObservations(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Connects when the first observation is published. */
    public static KafkaObservations connect(KafkaSettings kafka) {
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id",
                "sigwatch-observations",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "compression.type",
                "zstd",
                "max.request.size",
                KafkaSettings.MAX_RECORD,
                "linger.ms",
                2,
                "max.block.ms",
                15_000,
                "request.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                30_000));
        return new KafkaObservations(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public void publish(List<IdentityObservation> observations) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(observations.size());
        for (IdentityObservation observation : observations) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    Topics.OBSERVATIONS, observation.did().getBytes(StandardCharsets.UTF_8), observation.body());
            observation.headers().forEach(record.headers()::add);
            sent.add(producer.send(record));
        }
        for (Future<RecordMetadata> future : sent) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new KafkaException("an observation is not acknowledged", e.getCause());
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
