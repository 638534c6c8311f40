package dev.sigwatch.job.kafka;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.stream.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes alerts: their key is the DID, or what they are about where that is no DID; their value is JSON. */
final class AlertWriter implements KafkaRecordSerializationSchema<Alert> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Alert alert, KafkaSinkContext context, Long timestamp) {
        String key = alert.did().isEmpty() ? alert.object() : alert.did();
        return new ProducerRecord<>(
                Topics.ALERTS,
                key.getBytes(StandardCharsets.UTF_8),
                AlertJson.write(alert).toString().getBytes(StandardCharsets.UTF_8));
    }
}
