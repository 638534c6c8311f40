package dev.sigwatch.job.kafka;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the job's questions to the resolver. */
final class RequestWriter implements KafkaRecordSerializationSchema<IdentityRequest> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NO_VALUE = {};

    @Override
    public ProducerRecord<byte[], byte[]> serialize(IdentityRequest request, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.REQUESTS, request.did().getBytes(StandardCharsets.UTF_8), NO_VALUE);
        request.headers().forEach((name, value) -> record.headers().add(name, value));
        return record;
    }
}
