package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.WholeTopic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the compacted state topic from its beginning to its present end. */
final class StateReader {
    private final WholeTopic topic;
    private final Map<String, Long> cursors = new HashMap<>();
    private final Set<String> publishers = new HashSet<>();
    private final Map<String, List<ForwardedFrame>> forwarded = new HashMap<>();

    StateReader(KafkaSettings kafka, LongSupplier nanoTime) {
        this.topic = new WholeTopic(kafka, Topics.STATE, nanoTime);
    }

    /**
     * Reads the state.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka stops answering
     */
    Recovered read() {
        topic.read("sigwatch-ingest-state", this::take);
        return new Recovered(cursors, publishers, forwarded);
    }

    private void take(String key, byte @Nullable [] value) {
        StateKey parsed = StateKey.parse(key);
        String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
        switch (parsed.kind()) {
            case CURSOR -> put(cursors, parsed.name(), value == null ? null : Long.parseLong(text));
            case FORWARDED -> put(forwarded, parsed.name(), value == null ? null : ForwardedFrame.parse(text));
            case FEED -> {} // Not the log's.
            case PUBLISHER -> {
                if (value == null) {
                    publishers.remove(parsed.name());
                } else {
                    publishers.add(parsed.name());
                }
            }
        }
    }

    private static <T> void put(Map<String, T> map, String name, @Nullable T value) {
        if (value == null) {
            map.remove(name);
        } else {
            map.put(name, value);
        }
    }
}
