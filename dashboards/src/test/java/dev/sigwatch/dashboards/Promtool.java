package dev.sigwatch.dashboards;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own checker of expressions and rules. */
final class Promtool {

    private Promtool() {}

    /** What it said and whether it was content. */
    record Answer(boolean isGood, String text) {}

    static Answer run(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(find().toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor() == 0, text);
    }

    /** The program, or a visible skip; on CI a missing one is a failure. */
    private static Path find() {
        List<Path> places = new ArrayList<>();
        places.add(Checkout.module().resolve("promtool/package/promtool"));
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            places.add(Path.of(folder, "promtool"));
        }
        for (Path place : places) {
            if (Files.isExecutable(place)) {
                return place;
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("no promtool: run dashboards/promtool/install.sh");
        }
        System.out.println("SKIPPED, no promtool: run dashboards/promtool/install.sh");
        Assumptions.abort("no promtool");
        throw new IllegalStateException("aborted");
    }
}
