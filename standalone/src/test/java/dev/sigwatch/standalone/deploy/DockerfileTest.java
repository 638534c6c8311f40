package dev.sigwatch.standalone.deploy;

import static dev.sigwatch.standalone.deploy.ComposeFile.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code deploy/Dockerfile}: what it copies is there, what it starts from is pinned, and nobody runs as root. */
class DockerfileTest {
    private static final Pattern FROM = Pattern.compile("FROM (\\S+) AS (\\S+)");

    private final Map<String, List<String>> stages = stages();

    @Test
    void everyTargetOfTheComposeFileIsAStage() {
        String compose = ComposeFile.text(ROOT.resolve("docker-compose.yml"));
        Matcher targets = Pattern.compile("dockerfile: (\\S+), target: (\\w+)").matcher(compose);
        int found = 0;
        while (targets.find()) {
            assertThat(targets.group(1)).isEqualTo("deploy/Dockerfile");
            assertThat(stages).containsKey(targets.group(2));
            found++;
        }
        assertThat(found).isEqualTo(stages.size() - 1);
    }

    @Test
    void basesArePinnedAndFlinkIsThatOfThePom() {
        stages.values().forEach(stage -> {
            Matcher from = FROM.matcher(stage.get(0));
            assertThat(from.matches()).isTrue();
            assertThat(from.group(1))
                    .matches("[a-z/-]+:\\d+\\.\\d+\\.\\d+[\\w.-]*")
                    .doesNotContain("latest");
        });
        Matcher flink = Pattern.compile("<flink.version>([^<]+)<").matcher(ComposeFile.text(ROOT.resolve("pom.xml")));
        assertThat(flink.find()).isTrue();
        assertThat(stages.get("job").get(0))
                .contains(" flink:" + flink.group(1) + "-")
                .contains("-java17 ");
        assertThat(stages.get("sigwatch").get(0))
                .contains("eclipse-temurin:17.")
                .contains("-jre-");
    }

    @Test
    void everythingCopiedIsThereAndNotIgnored() {
        List<String> ignored =
                ComposeFile.text(ROOT.resolve(".dockerignore")).lines().toList();
        int copied = 0;
        for (List<String> stage : stages.values()) {
            for (String line :
                    stage.stream().filter(it -> it.startsWith("COPY ")).toList()) {
                List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
                words.remove(0);
                Matcher other = Pattern.compile("--from=(\\S+)").matcher(line);
                boolean fromStage = other.find();
                if (fromStage) {
                    assertThat(stages).containsKey(other.group(1));
                }
                words.removeIf(word -> word.startsWith("--"));
                for (String source : words.subList(0, words.size() - 1)) {
                    if (fromStage) {
                        String made = source.replaceFirst("/$", "");
                        assertThat(stages.get("build")).as(source).anyMatch(it -> it.contains(made));
                    } else {
                        assertThat(ROOT.resolve(source)).exists();
                        assertThat(ignored).as(source).doesNotContain(source.replaceFirst("/.*", ""));
                    }
                    copied++;
                }
            }
        }
        assertThat(copied).isGreaterThan(8);
    }

    @Test
    void nobodyRunsAsRoot() {
        stages.forEach((name, stage) -> {
            if (!name.equals("build")) {
                List<String> users =
                        stage.stream().filter(line -> line.startsWith("USER ")).toList();
                assertThat(users.get(users.size() - 1)).as(name).matches("USER [1-9]\\d*:\\d+");
            }
        });
    }

    @Test
    void scriptsCanBeRun() {
        for (String script : List.of("deploy/run", "deploy/healthy", "deploy/flink/run")) {
            Path file = ROOT.resolve(script);
            assertThat(Files.isExecutable(file)).as(script).isTrue();
            assertThat(ComposeFile.text(file)).startsWith("#!/bin/").contains("set -eu");
        }
    }

    /** Instructions by stage, each on one line. */
    private static Map<String, List<String>> stages() {
        Map<String, List<String>> stages = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        String text = ComposeFile.text(ROOT.resolve("deploy/Dockerfile")).replaceAll("\\\\\n\\s*", "");
        for (String line :
                text.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList()) {
            Matcher from = FROM.matcher(line);
            if (from.matches()) {
                current = new ArrayList<>();
                stages.put(from.group(2), current);
            }
            current.add(line);
        }
        assertThat(stages).hasSize(4);
        return stages;
    }
}
