package dev.sigwatch.ingest.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Requests that this process makes of itself, in memory: for what may be lost in a crash, because it is asked again on the next
 * occasion. Safe for use by many threads.
 */
public final class OwnRequests<R> {
    private static final int BATCH = 500;

    private final BlockingQueue<R> queue;
    private final AtomicLong lost = new AtomicLong();

    /** @param bound requests that wait at most */
    public OwnRequests(int bound) {
        this.queue = new ArrayBlockingQueue<>(bound);
    }

    /** Makes a request and returns at once; while too many wait it is lost, and counted. */
    public void offer(R request) {
        if (!queue.offer(request)) {
            lost.incrementAndGet();
        }
    }

    /** Requests lost since start because too many waited. */
    public long lost() {
        return lost.get();
    }

    /** Where an office gets them; one office only. */
    public Office.Sources<R> sources() {
        return () -> new RequestSource<>() {
            @Override
            public List<Delivery<R>> poll(Duration wait, boolean wanted) {
                try {
                    return wanted ? take(wait) : none(wait);
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    private List<RequestSource.Delivery<R>> take(Duration wait) throws InterruptedException {
        List<R> taken = new ArrayList<>();
        R first = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, BATCH);
        }
        return taken.stream()
                .map(request -> new RequestSource.Delivery<>(request, () -> {}))
                .toList();
    }

    private static <T> List<T> none(Duration wait) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        return List.of();
    }
}
