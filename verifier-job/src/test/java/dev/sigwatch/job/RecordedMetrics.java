package dev.sigwatch.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Metrics by their groups and name, joined by dots; a group with a value as {@code NAME=VALUE}. */
public final class RecordedMetrics extends UnregisteredMetricsGroup {
    private final String path;
    private final Map<String, Counter> counters;
    private final Map<String, Gauge<?>> gauges;

    public RecordedMetrics() {
        this("", new TreeMap<>(), new TreeMap<>());
    }

    private RecordedMetrics(String path, Map<String, Counter> counters, Map<String, Gauge<?>> gauges) {
        this.path = path;
        this.counters = counters;
        this.gauges = gauges;
    }

    public Map<String, Counter> counters() {
        return counters;
    }

    public Map<String, Gauge<?>> gauges() {
        return gauges;
    }

    /** Every name, with the values of groups left out: {@code NAME=…}. */
    public Set<String> names() {
        return Stream.concat(counters.keySet().stream(), gauges.keySet().stream())
                .map(name -> name.replaceAll("=(\\d+\\.\\d+|[^.]*)", "=…"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that docs/metrics.md lists, so that somebody serves them. */
    public static Set<String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/metrics.md"))) {
            return lines.filter(line -> line.startsWith("| `sigwatch.") || line.startsWith("| `atcr."))
                    .map(line -> line.substring(3, line.indexOf('`', 3)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What a counter shows. */
    public long count(String name) {
        Counter counter = counters.get(name);
        if (counter == null) {
            throw new IllegalArgumentException("no counter " + name + ", only " + counters.keySet());
        }
        return counter.getCount();
    }

    @Override
    public MetricGroup addGroup(String name) {
        return new RecordedMetrics(path + name + ".", counters, gauges);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return addGroup(key + "=" + value);
    }

    @Override
    public Counter counter(String name) {
        Counter counter = new SimpleCounter();
        if (counters.put(path + name, counter) != null) {
            throw new IllegalStateException("twice: " + path + name);
        }
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        gauges.put(path + name, gauge);
        return gauge;
    }
}
