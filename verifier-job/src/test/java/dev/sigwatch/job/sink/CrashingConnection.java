package dev.sigwatch.job.sink;

import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.RowBatch;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes the job down on chosen attempts, after the rows went in and before anybody heard of it. */
final class CrashingConnection implements ClickHouseSink.Connection {
    private static final long serialVersionUID = 1L;
    private static final Map<String, AtomicInteger> ATTEMPTS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final ClickHouseSink.Connection connection;
    private final Set<Integer> crashes;

    CrashingConnection(ClickHouseSink.Connection connection, Set<Integer> crashes) {
        this.connection = connection;
        this.crashes = crashes;
        ATTEMPTS.put(id, new AtomicInteger());
    }

    int attempts() {
        return Objects.requireNonNull(ATTEMPTS.get(id)).get();
    }

    @Override
    public Insertion open() {
        Insertion insertion = connection.open();
        return new Insertion() {
            @Override
            public InsertResult insert(RowBatch batch) throws InterruptedException {
                InsertResult result = insertion.insert(batch);
                int attempt = Objects.requireNonNull(ATTEMPTS.get(id)).incrementAndGet();
                if (crashes.contains(attempt)) {
                    throw new IllegalStateException("crash " + attempt);
                }
                return result;
            }

            @Override
            public void close() {
                insertion.close();
            }
        };
    }
}
