package dev.sigwatch.standalone.e2e;

import dev.sigwatch.job.AuditJob;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/**
 * The job as it is handed to a cluster that has nothing but Flink.
 *
 * @param clusterClassPath what the cluster itself runs from
 * @param options of {@code flink run}: what is submitted
 */
record JobJar(List<Path> clusterClassPath, List<String> options) {
    /** What a Flink distribution has in its {@code lib}. */
    private static final Pattern FLINK =
            Pattern.compile("(flink-(?!connector-(base|kafka)|test-)|frocksdbjni|kryo|minlog|objenesis|reflectasm|asm-"
                    + "|commons-(cli|codec|collections|compress|io|lang3|math3|text)-|snappy-java|javassist|slf4j-api|log4j-"
                    + "|snakeyaml-engine|async-profiler|jsr305).*");

    /**
     * The jar made for clusters where this build has made one, as {@code mvn package} does; else the job's classes in a jar, and
     * all they need named beside it, so that a quick test needs no shaded jar.
     *
     * @param folder where such a jar is put
     */
    static JobJar find(Path folder) throws IOException {
        List<Path> flink = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        Path tests = origin(JobJar.class);
        for (Path entry : JavaProcess.wholeClassPath()) {
            boolean isFlink = entry.equals(tests)
                    || FLINK.matcher(entry.getFileName().toString()).matches();
            (isFlink ? flink : others).add(entry);
        }
        Path classes = origin(AuditJob.class);
        Path made = Path.of(classes.toString().replaceFirst("\\.jar$", "-cluster.jar"));
        if (Files.isRegularFile(classes)
                && Files.exists(made)
                && Files.getLastModifiedTime(made).compareTo(Files.getLastModifiedTime(classes)) >= 0) {
            return new JobJar(flink, List.of(made.toString()));
        }
        List<String> options = new ArrayList<>(List.of("--class", AuditJob.class.getName()));
        for (Path other : others) {
            options.add("--classpath");
            options.add(other.toUri().toString());
        }
        options.add(empty(folder).toString());
        return new JobJar(flink, options);
    }

    /** A jar that only stands for those that are named beside it. */
    private static Path empty(Path folder) throws IOException {
        Path jar = Files.createDirectories(folder).resolve("job.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("META-INF/"));
            out.closeEntry();
        }
        return jar;
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry that is no file", e);
        }
    }
}
