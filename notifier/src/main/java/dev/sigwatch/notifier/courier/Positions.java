package dev.sigwatch.notifier.courier;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading begins: at what was not told yet; a day back for a notifier that is new; and before that for one that wants to be
 * shown what it had told.
 */
final class Positions implements ConsumerRebalanceListener {
    /** How far back a new notifier begins. */
    static final Duration NEW_BEGINS = Duration.ofHours(24);

    /** Records of each partition that are shown again; older incidents are not repeated any more. */
    private static final long MAX_PAST = 20_000;

    private final KafkaConsumer<?, ?> consumer;
    private final boolean wantsPast;
    private final Outbox outbox;
    private final Clock clock;
    private final Map<TopicPartition, Long> firstNew = new HashMap<>();

    Positions(KafkaConsumer<?, ?> consumer, boolean wantsPast, Outbox outbox, Clock clock) {
        this.consumer = consumer;
        this.wantsPast = wantsPast;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Whether the record was delivered before the start. */
    boolean isPast(ConsumerRecord<?, ?> record) {
        Long first = firstNew.get(new TopicPartition(record.topic(), record.partition()));
        return first != null && record.offset() < first;
    }

    /** Whether all that was delivered before has been shown. */
    boolean isUpToDate() {
        return firstNew.entrySet().stream().allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions));
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeIf(partition -> committed.get(partition) != null);
        beginAnew(fresh);
        if (wantsPast) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            committed.forEach((partition, at) -> {
                if (at != null) {
                    firstNew.put(partition, Math.min(at.offset(), ends.getOrDefault(partition, 0L)));
                    consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), at.offset() - MAX_PAST));
                }
            });
        }
    }

    /** Committed at once: however late the next start is, it goes on from here. */
    private void beginAnew(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, clock.millis() - NEW_BEGINS.toMillis()));
        // Asked for before the times: what is written in between is not left out.
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, OffsetAndMetadata> begins = new HashMap<>();
        consumer.offsetsForTimes(times).forEach((partition, since) -> {
            long begin = since == null ? ends.getOrDefault(partition, 0L) : since.offset();
            consumer.seek(partition, begin);
            begins.put(partition, new OffsetAndMetadata(begin));
        });
        consumer.commitSync(begins);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        outbox.drop(partitions);
        firstNew.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }
}
