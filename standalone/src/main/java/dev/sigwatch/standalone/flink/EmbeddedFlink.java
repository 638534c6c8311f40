package dev.sigwatch.standalone.flink;

import dev.sigwatch.standalone.data.FileTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** One Flink cluster in this process, with its web interface on loopback. */
public final class EmbeddedFlink implements AutoCloseable {
    /** The job's id, the same in every life: its checkpoints are found by it. */
    static final JobID JOB = JobID.fromHexString("53696777617463680000000000000001");

    private static final long TIMEOUT_SECONDS = 60;

    private final MiniCluster cluster;
    private final FlinkSettings settings;
    private final Configuration configuration;
    private final URI web;

    private EmbeddedFlink(MiniCluster cluster, FlinkSettings settings, Configuration configuration, URI web) {
        this.cluster = cluster;
        this.settings = settings;
        this.configuration = configuration;
        this.web = web;
    }

    /**
     * Starts a cluster that runs nothing yet.
     *
     * @throws IOException if it does not start
     */
    public static EmbeddedFlink start(FlinkSettings settings) throws IOException {
        FileTree.delete(settings.work());
        Files.createDirectories(settings.work());
        Files.createDirectories(settings.checkpoints());
        Configuration configuration = settings.toConfiguration();
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.parallelism())
                .setCommonBindAddress("127.0.0.1")
                .build());
        try {
            cluster.start();
            URI web = cluster.getRestAddress().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new EmbeddedFlink(cluster, settings, configuration, web);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting Flink", e);
        } catch (Exception e) {
            CompletableFuture<Void> unused = cluster.closeAsync();
            throw new IOException("Flink did not start: " + EmbeddedJob.innermost(e), e);
        }
    }

    /** Address of the web interface and REST API. */
    public URI web() {
        return web;
    }

    /**
     * Submits the job, from its newest complete checkpoint where there is one. Older ones are deleted.
     *
     * @param definition adds sources, operators (each with a uid) and sinks to the environment
     * @throws IOException if the checkpoint cannot be read or the cluster refuses the job
     */
    public EmbeddedJob submit(Consumer<StreamExecutionEnvironment> definition) throws IOException {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        definition.accept(environment);
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName("sigwatch");
        graph.setJobId(JOB);

        CheckpointFolder folder = new CheckpointFolder(settings.checkpoints().resolve(JOB.toString()));
        Optional<Path> newest = folder.newest();
        if (newest.isPresent()) {
            folder.pruneAllBut(newest.get());
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(newest.get().toUri().toString(), false, RecoveryClaimMode.CLAIM));
        }
        try {
            cluster.submitJob(graph).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new EmbeddedJob(cluster, JOB, newest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while submitting the job", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Flink did not take the job: " + EmbeddedJob.innermost(e), e);
        }
    }

    /** Stops the cluster, and a job that still runs with it; its checkpoints stay. */
    @Override
    public void close() throws IOException {
        try {
            cluster.closeAsync().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Flink did not stop cleanly: " + EmbeddedJob.innermost(e), e);
        }
    }
}
