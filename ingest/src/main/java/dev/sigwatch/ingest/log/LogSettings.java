package dev.sigwatch.ingest.log;

import dev.sigwatch.ingest.scope.Scope;
import java.time.Duration;

/**
 * How the frame log works.
 *
 * @param scope whose frames are forwarded
 * @param maxQueuedFrames frames between the sockets and the writer
 * @param maxQueuedBytes bytes between the sockets and the writer
 * @param commitAfter longest time that a forwarded frame waits for its commit
 * @param quietCommitAfter longest time that counts and cursors wait where nothing is forwarded
 * @param commitFrames frames after which a transaction is committed at once
 * @param commitBytes bytes after which a transaction is committed at once
 */
public record LogSettings(
        Scope scope,
        int maxQueuedFrames,
        long maxQueuedBytes,
        Duration commitAfter,
        Duration quietCommitAfter,
        int commitFrames,
        long commitBytes) {

    /** The settings used in production. */
    public static LogSettings of(Scope scope) {
        return new LogSettings(
                scope, 20_000, 64L << 20, Duration.ofMillis(200), Duration.ofSeconds(1), 10_000, 16L << 20);
    }
}
