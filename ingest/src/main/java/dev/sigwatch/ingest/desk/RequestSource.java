package dev.sigwatch.ingest.desk;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where requests come from. One thread. */
public interface RequestSource<R> extends AutoCloseable {
    /**
     * Waits a while for requests.
     *
     * @param wanted false to get none, only to stay in touch
     * @throws org.apache.kafka.common.KafkaException if the source fails; open another
     */
    List<Delivery<R>> poll(Duration wait, boolean wanted);

    @Override
    void close();

    /**
     * A request as delivered.
     *
     * @param request null where the record is none of ours
     * @param receipt to be signed when it is dealt with
     */
    record Delivery<R>(@Nullable R request, Receipt receipt) {}
}
