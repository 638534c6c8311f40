package dev.sigwatch.ingest.kafka;

import java.util.HashMap;
import java.util.Map;

/**
 * Where Kafka is.
 *
 * @param bootstrap {@code host:port}, comma-separated
 * @param clientProperties for every client, such as security settings; may hold secrets
 * @param transactionalId of the frame log's producer, one per deployment: a second one shuts out the first
 * @param resolverGroup consumer group of the resolver
 * @param fetcherGroup consumer group of the fetcher of repositories
 */
public record KafkaSettings(
        String bootstrap,
        Map<String, String> clientProperties,
        String transactionalId,
        String resolverGroup,
        String fetcherGroup) {
    /** Longest record: a frame of 5,000,000 bytes, with room for headers and framing. */
    public static final int MAX_RECORD = 6 << 20;

    /** The names used in production. */
    public static KafkaSettings of(String bootstrap) {
        return new KafkaSettings(bootstrap, Map.of(), "sigwatch-ingest", "sigwatch-resolver", "sigwatch-fetcher");
    }

    /** These settings with properties for every client. */
    public KafkaSettings withClientProperties(Map<String, String> properties) {
        return new KafkaSettings(bootstrap, Map.copyOf(properties), transactionalId, resolverGroup, fetcherGroup);
    }

    /** The transactional id of the exports' producer: it must not shut out the frame log's. */
    public String exportsTransactionalId() {
        return transactionalId + "-exports";
    }

    /** A client's properties: the common ones, then the client's own. */
    public Map<String, Object> client(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(clientProperties);
        all.put("bootstrap.servers", bootstrap);
        all.putAll(own);
        return all;
    }

    /** Without the properties' values, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrap + ", properties " + clientProperties.keySet() + ", " + transactionalId
                + ", " + resolverGroup + ", " + fetcherGroup + "]";
    }
}
