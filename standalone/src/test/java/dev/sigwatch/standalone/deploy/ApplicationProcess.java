package dev.sigwatch.standalone.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.deployment.application.executors.EmbeddedExecutor;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/** A job manager with one job, as a distribution's {@code standalone-job.sh} starts it; its class is not among the Maven artifacts. */
@SuppressWarnings("try") // its close() is Flink's
final class ApplicationProcess extends ApplicationClusterEntryPoint {
    private ApplicationProcess(Configuration configuration, PackagedProgram program) {
        super(configuration, program, StandaloneResourceManagerFactory.getInstance());
    }

    /** @param args the entry point's options first, then the job's */
    public static void main(String[] args) throws Exception {
        Map<String, String> dynamic = new HashMap<>();
        SavepointRestoreSettings restored = SavepointRestoreSettings.none();
        List<String> left = new ArrayList<>(List.of(args));
        String folder = "";
        String job = "";
        while (!left.isEmpty() && isOurs(left.get(0))) {
            String option = left.remove(0);
            if (option.startsWith("-D")) {
                dynamic.put(option.substring(2, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
            } else if (option.equals("--configDir")) {
                folder = left.remove(0);
            } else if (option.equals("--job-classname")) {
                job = left.remove(0);
            } else if (option.equals("--job-id")) {
                dynamic.put(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID.key(), left.remove(0));
            } else {
                restored = SavepointRestoreSettings.forPath(left.remove(0), false);
            }
        }
        Configuration configuration = GlobalConfiguration.loadConfiguration(folder, Configuration.fromMap(dynamic));
        SavepointRestoreSettings.toConfiguration(restored, configuration);
        configuration.set(DeploymentOptions.TARGET, EmbeddedExecutor.NAME);
        PackagedProgram program = PackagedProgram.newBuilder()
                .setEntryPointClassName(job)
                .setConfiguration(configuration)
                .setArguments(left.toArray(String[]::new))
                .build();
        configureExecution(configuration, program);
        ClusterEntrypoint.runClusterEntrypoint(new ApplicationProcess(configuration, program));
    }

    private static boolean isOurs(String option) {
        return option.startsWith("-D")
                || List.of("--configDir", "--job-classname", "--job-id", "--fromSavepoint")
                        .contains(option);
    }
}
