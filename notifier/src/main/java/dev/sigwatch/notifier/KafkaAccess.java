package dev.sigwatch.notifier;

import java.util.HashMap;
import java.util.Map;

/**
 * Where Kafka is.
 *
 * @param bootstrap {@code host:port}, comma-separated
 * @param clientProperties for every client, such as security settings; may hold secrets
 */
public record KafkaAccess(String bootstrap, Map<String, String> clientProperties) {
    /** Without further properties. */
    public static KafkaAccess of(String bootstrap) {
        return new KafkaAccess(bootstrap, Map.of());
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
        return "KafkaAccess[" + bootstrap + ", properties " + clientProperties.keySet() + "]";
    }
}
