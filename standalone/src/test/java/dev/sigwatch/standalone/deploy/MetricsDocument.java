package dev.sigwatch.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code docs/metrics.md}, read. */
public final class MetricsDocument {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private final List<String> lines;

    private MetricsDocument(List<String> lines) {
        this.lines = lines;
    }

    /** A metric as it is listed. */
    public record Listed(String name, String type, Set<String> labels, Set<String> by) {}

    /** A metric of the job as Flink names it: groups and name, and as what it is served. */
    public record Renamed(List<String> parts, String served) {
        /** The name Flink's reporter gives it: the values of groups are left out. */
        public String reported() {
            return "flink_taskmanager_job_task_operator_"
                    + String.join(
                            "_",
                            parts.stream().map(part -> part.replace("=…", "")).toList());
        }

        /** Groups that have a value, which becomes a label. */
        public List<String> groups() {
            return parts.stream()
                    .filter(part -> part.endsWith("=…"))
                    .map(part -> part.replace("=…", ""))
                    .toList();
        }
    }

    public static MetricsDocument read() {
        try {
            return new MetricsDocument(Files.readAllLines(Path.of("..", "docs", "metrics.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that are ours. */
    public List<Listed> ours() {
        List<Listed> listed = lines.stream()
                .filter(line -> line.startsWith("| `sigwatch_") || line.startsWith("| `atcr_"))
                .map(MetricsDocument::cells)
                .map(cells -> new Listed(
                        names(cells.get(0)).iterator().next(),
                        cells.get(1),
                        names(cells.get(2)),
                        Set.of(cells.get(3).split(", ", -1))))
                .toList();
        assertThat(listed).hasSizeGreaterThan(40);
        assertThat(listed).extracting(Listed::name).doesNotHaveDuplicates();
        return listed;
    }

    /** The names of those that a process serves. */
    public Set<String> servedBy(String process) {
        Set<String> names = new TreeSet<>();
        ours().stream().filter(metric -> metric.by().contains(process)).forEach(metric -> names.add(metric.name()));
        return names;
    }

    /** Flink's own that are named. */
    public Set<String> flinks() {
        Set<String> names = new TreeSet<>();
        lines.stream()
                .filter(line -> line.startsWith("| `flink_"))
                .forEach(line -> names.addAll(names(cells(line).get(0))));
        assertThat(names).isNotEmpty();
        return names;
    }

    /** How the job's are renamed. */
    public List<Renamed> renamed() {
        List<Renamed> renamed = lines.stream()
                .filter(line -> line.startsWith("| `sigwatch.") || line.startsWith("| `atcr."))
                .map(MetricsDocument::cells)
                .map(cells -> new Renamed(
                        List.of(names(cells.get(0)).iterator().next().split("\\.", -1)),
                        names(cells.get(2)).iterator().next()))
                .toList();
        assertThat(renamed).hasSizeGreaterThan(10);
        return renamed;
    }

    private static List<String> cells(String line) {
        return Pattern.compile("\\|")
                .splitAsStream(line)
                .skip(1)
                .map(String::strip)
                .toList();
    }

    private static Set<String> names(String cell) {
        Set<String> names = new java.util.LinkedHashSet<>();
        NAME.matcher(cell).results().map((MatchResult found) -> found.group(1)).forEach(names::add);
        return names;
    }
}
