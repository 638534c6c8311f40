package dev.sigwatch.standalone.flink;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.util.SerializedThrowable;

/** The job while it runs, and how it ended. */
public final class EmbeddedJob {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(30);

    private final MiniCluster cluster;
    private final JobID id;
    private final Optional<Path> resumedFrom;
    private final CompletableFuture<JobResult> result;

    EmbeddedJob(MiniCluster cluster, JobID id, Optional<Path> resumedFrom) {
        this.cluster = cluster;
        this.id = id;
        this.resumedFrom = resumedFrom;
        this.result = cluster.requestJobResult(id);
    }

    /** The checkpoint the job started from, empty for a first start. */
    public Optional<Path> resumedFrom() {
        return resumedFrom;
    }

    /**
     * Waits until every task runs.
     *
     * @throws IOException if the job ends first, with the cause, or the time is over
     */
    public void awaitRunning(Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!everyTaskRuns()) {
            if (result.isDone()) {
                throw new IOException("the job ended at its start: " + ending().orElse("no cause given"));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the job's tasks did not all run within " + timeout.toSeconds() + " s");
            }
            pause();
        }
    }

    /** Why the job ended, in one line; empty while it runs (or restarts). */
    public Optional<String> ending() {
        if (!result.isDone()) {
            return Optional.empty();
        }
        if (result.isCompletedExceptionally()) {
            return Optional.of("the cluster stopped");
        }
        JobResult ended = result.join();
        return Optional.of(ended.getSerializedThrowable()
                .map(EmbeddedJob::innermost)
                .orElseGet(() -> String.valueOf(ended.getApplicationStatus())));
    }

    /** Completes when the job has ended, however it did. */
    public CompletableFuture<Void> ended() {
        return result.handle((done, problem) -> null);
    }

    /**
     * Cancels the job.
     *
     * @param checkpoint whether to take a last checkpoint, so that the next start repeats nothing; it needs what the job writes to
     */
    public void stop(boolean checkpoint) throws IOException {
        if (result.isDone()) {
            return;
        }
        IOException problem = null;
        if (checkpoint) {
            try {
                await(cluster.triggerCheckpoint(id), CHECKPOINT_TIMEOUT, "last checkpoint");
            } catch (IOException e) {
                problem = e;
            }
        }
        await(cluster.cancelJob(id), CANCEL_TIMEOUT, "cancel");
        await(ended(), CANCEL_TIMEOUT, "end of the job");
        if (problem != null) {
            throw problem;
        }
    }

    /** The message of the cause at the bottom, where the reason is; its type where it has none. */
    static String innermost(Throwable problem) {
        Throwable cause = problem;
        for (int depth = 0; depth < 50 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String text = message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
        return cause instanceof SerializedThrowable ? text.replaceFirst("^[\\w.$]+\\.(\\w+): ", "$1: ") : text;
    }

    private boolean everyTaskRuns() throws IOException {
        AccessExecutionGraph graph;
        try {
            graph = cluster.getExecutionGraph(id).get(CANCEL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the job", e);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
        return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
                .map(vertex -> vertex.getExecutionState())
                .allMatch(state -> state == ExecutionState.RUNNING || state == ExecutionState.FINISHED);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the job", e);
        }
    }

    private static void await(CompletableFuture<?> future, Duration timeout, String what) throws IOException {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during: " + what, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(what + ": " + innermost(e), e);
        }
    }
}
