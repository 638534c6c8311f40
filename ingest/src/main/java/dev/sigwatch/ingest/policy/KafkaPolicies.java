package dev.sigwatch.ingest.policy;

import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Policy documents into Kafka: idempotent, acknowledged by all, the topic created before the first. */
final class KafkaPolicies implements PolicyLog {
    private final TopicProvisioning provisioning;
    private final Producer<byte[], byte[]> producer;
    private boolean provisioned;

    KafkaPolicies(KafkaSettings kafka, TopicProvisioning provisioning) {
        this.provisioning = provisioning;
        Map<String, Object> properties = kafka.client(Map.of(
                "client.id",
                "sigwatch-policy",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.request.size",
                KafkaSettings.MAX_RECORD,
                "max.block.ms",
                10_000,
                "request.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                20_000));
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void publish(PolicyText text) throws InterruptedException {
        if (!provisioned) {
            provisioning.provision();
            provisioned = true;
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.POLICY,
                text.kind().wireName().getBytes(StandardCharsets.UTF_8),
                text.text().getBytes(StandardCharsets.UTF_8));
        text.headers().forEach(record.headers()::add);
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new KafkaException("a policy document is not acknowledged", e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
