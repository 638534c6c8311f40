package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.sink.ClickHouseException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * A part that runs.
 *
 * @param stop stops it; called once
 * @param died completes with one line if the part ends without having been asked to
 */
public record Part(PartName name, Stop stop, CompletableFuture<String> died) {
    /** How a part is stopped. */
    public interface Stop {
        /** @throws IOException if it did not stop as it should; it has then been given up */
        void stop() throws IOException, InterruptedException;
    }

    /** How a part is started. */
    interface Start<T> {
        T start() throws IOException, ClickHouseException, InterruptedException;
    }

    /** A part whose end cannot be told from outside. */
    public static Part silent(PartName name, Stop stop) {
        return new Part(name, stop, new CompletableFuture<>());
    }
}
