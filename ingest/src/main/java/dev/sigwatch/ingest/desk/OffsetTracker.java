package dev.sigwatch.ingest.desk;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which offsets are dealt with: requests are answered in any order, but Kafka keeps one number per partition, below which all must
 * be done. Safe for use by many threads.
 */
final class OffsetTracker {
    private final Map<Integer, Partition> partitions = new HashMap<>();

    synchronized void delivered(int partition, long offset) {
        Partition of = partitions.computeIfAbsent(partition, p -> new Partition());
        of.open.add(offset);
        of.next = Math.max(of.next, offset + 1);
    }

    synchronized void done(int partition, long offset) {
        Partition of = partitions.get(partition);
        if (of != null) {
            of.open.remove(offset);
        }
    }

    /** What to commit: per partition the lowest offset not dealt with; only what moved since the last call. */
    synchronized Map<Integer, Long> committable() {
        Map<Integer, Long> moved = new HashMap<>();
        partitions.forEach((number, partition) -> {
            long low = partition.open.isEmpty() ? partition.next : partition.open.first();
            if (low > partition.committed) {
                moved.put(number, low);
                partition.committed = low;
            }
        });
        return moved;
    }

    private static final class Partition {
        final TreeSet<Long> open = new TreeSet<>();
        long next;
        long committed;
    }
}
