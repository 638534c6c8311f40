package dev.sigwatch.standalone.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A Flink distribution made of the class path: its two start scripts, which do what the real ones do, and our configuration on
 * loopback and in a temporary folder.
 *
 * @param webPort of the job manager
 * @param jobManagerMetrics port of the job manager's reporter
 * @param taskManagerMetrics port of the task manager's
 */
record FlinkHome(Path folder, int rpcPort, int webPort, int jobManagerMetrics, int taskManagerMetrics) {
    private static final String MEMORY = "org.apache.flink.runtime.util.bash.BashJavaUtils";

    void make(Path state) throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.createDirectories(state);
        Map<String, Object> config =
                new TreeMap<>(ComposeFile.map(Relabeling.yaml(ComposeFile.ROOT.resolve("deploy/flink/config.yaml"))));
        String java = config.get("env.java.opts.all") + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
        config.replaceAll((key, value) -> String.valueOf(value)
                .replaceAll("^0\\.0\\.0\\.0$|^jobmanager$", "127.0.0.1")
                .replaceAll("^file:///state", state.toUri().toString().replaceFirst("/$", ""))
                .replaceAll("^/work$", folder.resolve("work").toString()));
        config.put("jobmanager.rpc.port", rpcPort);
        config.put("rest.port", webPort);
        config.put("blob.server.port", 0);
        config.put("taskmanager.host", "127.0.0.1");
        Files.writeString(
                conf.resolve("config.yaml"),
                config.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + quoted(entry.getValue()) + "\n")
                        .collect(Collectors.joining()));
        script("standalone-job.sh", """
                exec "$JAVA_HOME/bin/java" -Xmx300m %s -Dlog4j.configurationFile=%s -cp '%s' \\
                    dev.sigwatch.standalone.deploy.ApplicationProcess --configDir '%s' \\
                    -Dmetrics.reporter.prom.port=%d "$@"
                """.formatted(java, logging(), classPath(), conf, jobManagerMetrics));
        script("taskmanager.sh", """
                figures=$("$JAVA_HOME/bin/java" -cp '%2$s' %6$s GET_TM_RESOURCE_PARAMS --configDir '%3$s' |
                    sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p')
                exec "$JAVA_HOME/bin/java" $(echo "$figures" | head -n 1) %1$s -Dlog4j.configurationFile=%4$s -cp '%2$s' \\
                    org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir '%3$s' \\
                    -Dmetrics.reporter.prom.port=%5$d $(echo "$figures" | tail -n 1) "$@"
                """.formatted(java, classPath(), conf, logging(), taskManagerMetrics, MEMORY));
    }

    private void script(String name, String body) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/bash\nset -eu\nshift\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String quoted(Object value) {
        return "'" + String.valueOf(value).replace("'", "''") + "'";
    }

    private static String logging() {
        return ComposeFile.ROOT.resolve("deploy/flink/log4j-console.properties").toString();
    }

    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
