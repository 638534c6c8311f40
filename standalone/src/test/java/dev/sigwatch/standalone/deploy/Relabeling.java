package dev.sigwatch.standalone.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What Prometheus makes of a sample by {@code metric_relabel_configs}, of which we use replace, keep and labeldrop.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config">Relabeling</a>
 */
public final class Relabeling {
    private final List<Map<String, Object>> rules;

    private Relabeling(List<Map<String, Object>> rules) {
        this.rules = rules;
    }

    /** The rules for a job of {@code deploy/prometheus.yml}. */
    @SuppressWarnings("unchecked")
    public static Relabeling of(String job) {
        Map<String, Object> config = (Map<String, Object>) yaml(Path.of("..", "deploy", "prometheus.yml"));
        return ((List<Map<String, Object>>) config.get("scrape_configs"))
                .stream()
                        .filter(scrape -> job.equals(scrape.get("job_name")))
                        .map(scrape -> new Relabeling((List<Map<String, Object>>) scrape.get("metric_relabel_configs")))
                        .findFirst()
                        .orElseThrow();
    }

    static Object yaml(Path file) {
        try {
            return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The labels that are stored, {@code __name__} among them; empty if the sample is dropped. */
    public Optional<Map<String, String>> apply(Map<String, String> sample) {
        Map<String, String> labels = new TreeMap<>(sample);
        for (Map<String, Object> rule : rules) {
            Pattern pattern = Pattern.compile("^(?:" + rule.get("regex") + ")$");
            Matcher matcher = pattern.matcher(source(rule, labels));
            switch (String.valueOf(rule.getOrDefault("action", "replace"))) {
                case "replace" -> {
                    if (matcher.matches()) {
                        String value = matcher.replaceFirst(String.valueOf(rule.getOrDefault("replacement", "$1")));
                        labels.put(String.valueOf(rule.get("target_label")), value);
                    }
                }
                case "keep" -> {
                    if (!matcher.matches()) {
                        return Optional.empty();
                    }
                }
                case "labeldrop" ->
                    labels.keySet().removeIf(label -> pattern.matcher(label).matches());
                default -> throw new IllegalStateException("not known here: " + rule);
            }
        }
        return Optional.of(labels);
    }

    private static String source(Map<String, Object> rule, Map<String, String> labels) {
        return rule.get("source_labels") instanceof List<?> sources
                ? String.join(
                        ";",
                        sources.stream()
                                .map(label -> labels.getOrDefault(label, ""))
                                .toList())
                : "";
    }
}
