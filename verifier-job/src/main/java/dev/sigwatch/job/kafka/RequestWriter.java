package dev.sigwatch.job.kafka;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.Topics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes the job's questions: their key is the DID, everything else is in headers. */
final class RequestWriter<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NO_VALUE = {};

    private final String topic;
    private final Part<T, String> did;
    private final Part<T, Map<String, byte[]>> headers;

    private RequestWriter(String topic, Part<T, String> did, Part<T, Map<String, byte[]>> headers) {
        this.topic = topic;
        this.did = did;
        this.headers = headers;
    }

    /** To the resolver. */
    static RequestWriter<IdentityRequest> toResolver() {
        return new RequestWriter<>(Topics.REQUESTS, IdentityRequest::did, IdentityRequest::headers);
    }

    /** To the fetcher of repositories. */
    static RequestWriter<RepoRequest> toFetcher() {
        return new RequestWriter<>(Topics.REPO_REQUESTS, RepoRequest::did, RepoRequest::headers);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T request, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, did.apply(request).getBytes(StandardCharsets.UTF_8), NO_VALUE);
        headers.apply(request).forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    private interface Part<T, R> extends Function<T, R>, Serializable {}
}
