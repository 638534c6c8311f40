package dev.sigwatch.job.sink;

import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.RowBatch;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server in this process that drops tokens it has seen, and is away on chosen attempts. */
final class FakeServer implements ClickHouseSink.Connection {
    private static final long serialVersionUID = 1L;
    private static final Map<String, Contents> SERVERS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();
    private final Set<Integer> outages;

    FakeServer(Set<Integer> outages) {
        this.outages = outages;
        SERVERS.put(id, new Contents(new ConcurrentHashMap<>(), new AtomicInteger()));
    }

    Map<UUID, RowBatch> batches() {
        return contents().batches();
    }

    @Override
    public Insertion open() {
        Contents contents = contents();
        return new Insertion() {
            @Override
            public InsertResult insert(RowBatch batch) {
                if (outages.contains(contents.attempts().incrementAndGet())) {
                    return new InsertResult(InsertResult.Kind.RETRY, "no answer");
                }
                contents.batches().putIfAbsent(batch.token(), batch);
                return new InsertResult(InsertResult.Kind.INSERTED, "");
            }

            @Override
            public void close() {}
        };
    }

    private Contents contents() {
        return Objects.requireNonNull(SERVERS.get(id));
    }

    private record Contents(Map<UUID, RowBatch> batches, AtomicInteger attempts) {}
}
