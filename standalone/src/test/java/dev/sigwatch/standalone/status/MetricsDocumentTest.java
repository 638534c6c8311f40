package dev.sigwatch.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.identity.ResolverStatus;
import dev.sigwatch.ingest.log.LogStatus;
import dev.sigwatch.ingest.log.StreamTotal;
import dev.sigwatch.ingest.metrics.IngestMetrics;
import dev.sigwatch.ingest.policy.PolicyStatus;
import dev.sigwatch.ingest.repo.RepoFetchStatus;
import dev.sigwatch.ingest.stream.RelayStatus;
import dev.sigwatch.ingest.time.MicrosClock;
import dev.sigwatch.notifier.courier.CourierStatus;
import dev.sigwatch.notifier.metrics.NotifierMetrics;
import dev.sigwatch.standalone.deploy.MetricsDocument;
import dev.sigwatch.standalone.deploy.MetricsDocument.Listed;
import dev.sigwatch.standalone.deploy.Relabeling;
import dev.sigwatch.standalone.notify.Balance;
import dev.sigwatch.standalone.notify.BooksMetrics;
import dev.sigwatch.status.ScrapedMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md lists what is served, and nothing else; a test with the real processes looks at it again. */
class MetricsDocumentTest {
    private static final Set<String> BOUNDED = Set.of(
            "host",
            "directory",
            "document",
            "verdict",
            "code",
            "reason",
            "rule",
            "severity",
            "receiver",
            "result",
            "table",
            "le");
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC);

    private final MetricsDocument document = MetricsDocument.read();

    @Test
    void everyProcessServesWhatIsListed() {
        assertServed("ingest", ingest());
        assertServed("notifier", notifier());
        PrometheusRegistry up = new Metrics(() -> Optional.of(status()), sampled()).registry();
        notifier(new ScrapedMetrics(up));
        assertServed("up", up);
        assertThat(document.ours()).allSatisfy(listed -> assertThat(listed.by()).contains("up"));
    }

    @Test
    void labelsAreThoseThatAreBounded() {
        assertThat(document.ours())
                .allSatisfy(listed -> assertThat(listed.labels()).isSubsetOf(BOUNDED));
    }

    /** Flink's names become ours in Prometheus' configuration as they do in the single process. */
    @Test
    void whatPrometheusRenamesIsWhatTheSingleProcessServes() {
        Relabeling prometheus = Relabeling.of("flink");
        Map<String, Set<String>> stored = new TreeMap<>();
        document.renamed().forEach(metric -> {
            Map<String, String> sample = new TreeMap<>(Map.of(
                    "__name__", metric.reported(), "operator_name", "judge", "host", "10.1.2.3", "tm_id", "a-1"));
            metric.groups().forEach(group -> sample.put(group, "value"));
            Map<String, String> after = prometheus.apply(sample).orElseThrow();
            assertThat(after).containsEntry("__name__", metric.served()).doesNotContainKeys("host", "tm_id");
            Set<String> labels = new TreeSet<>(after.keySet());
            labels.removeAll(Set.of("__name__", "operator_name"));
            stored.put(metric.served().replaceFirst("_(bucket|sum|count)$", ""), labels);
            stored.merge(metric.served().replaceFirst("_(bucket|sum|count)$", ""), labels, (a, b) -> {
                Set<String> both = new TreeSet<>(a);
                both.addAll(b);
                return both;
            });
        });
        assertThat(stored.keySet()).isEqualTo(document.servedBy("job"));
        assertThat(JobMetricName.ALL)
                .allSatisfy(metric -> assertThat(stored.get(metric.name() + (metric.isCounter() ? "_total" : "")))
                        .isEqualTo(new TreeSet<>(metric.labels())));
        document.flinks().forEach(name -> assertThat(prometheus.apply(Map.of("__name__", name)))
                .as(name)
                .isPresent());
        assertThat(prometheus.apply(Map.of("__name__", "flink_taskmanager_Status_JVM_CPU_Load")))
                .isEmpty();
    }

    private void assertServed(String process, PrometheusRegistry registry) {
        Map<String, MetricSnapshot> served = registry.scrape().stream()
                .collect(Collectors.toMap(MetricsDocumentTest::name, snapshot -> snapshot, (a, b) -> a, TreeMap::new));
        assertThat(served.keySet()).as(process).isEqualTo(document.servedBy(process));
        for (Listed listed : document.ours()) {
            MetricSnapshot snapshot = served.get(listed.name());
            if (snapshot != null) {
                assertThat(listed.type()).as(listed.name()).isEqualTo(type(snapshot));
                Set<String> labels = new TreeSet<>(listed.labels());
                labels.remove("le");
                assertThat(snapshot.getDataPoints())
                        .as(listed.name())
                        .isNotEmpty()
                        .allSatisfy(point -> assertThat(point.getLabels().stream()
                                        .map(Label::getName)
                                        .collect(Collectors.toSet()))
                                .isEqualTo(labels));
            }
        }
    }

    private static String name(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        return snapshot instanceof CounterSnapshot ? name + "_total" : name;
    }

    private static String type(MetricSnapshot snapshot) {
        if (snapshot instanceof CounterSnapshot) {
            return "counter";
        }
        return snapshot instanceof GaugeSnapshot ? "gauge" : "histogram";
    }

    private static PrometheusRegistry ingest() {
        PrometheusRegistry registry = new PrometheusRegistry();
        IngestMetrics.register(new ScrapedMetrics(registry), () -> Optional.of(status()), new MicrosClock(CLOCK));
        return registry;
    }

    private static PrometheusRegistry notifier() {
        PrometheusRegistry registry = new PrometheusRegistry();
        notifier(new ScrapedMetrics(registry));
        return registry;
    }

    private static void notifier(ScrapedMetrics metrics) {
        CourierStatus courier = new CourierStatus("webhook", 5, 4, 3, 2, 1, 40_000_000, 50_000_000, "refused");
        NotifierMetrics.register(metrics, () -> List.of(courier), CLOCK);
        BooksMetrics.register(metrics, () -> List.of(new Balance("relay.test", 0, 1)), () -> 99_000);
    }

    private static Sampler sampled() {
        Sampler sampler = new Sampler(Optional::empty);
        Map<String, Double> sums = new TreeMap<>();
        MetricsDocument.read().renamed().forEach(metric -> {
            String flink =
                    String.join(".", metric.parts()).replace("le=…", "le.0.5").replace("=…", ".VALUE");
            sums.put("judge." + flink, 2.0);
        });
        sampler.read(sums);
        sampler.close();
        return sampler;
    }

    private static IngestStatus status() {
        return new IngestStatus(
                new LogStatus(
                        LogStatus.Phase.OPEN,
                        "",
                        0,
                        7,
                        3,
                        2,
                        0,
                        List.of(new StreamTotal("relay.test", 7, Map.of("not-publisher", 90L), 1, 0))),
                List.of(new RelayStatus("relay.test", true, "", "", 2, 97, 9_700, 0, 12, 99_000_000, 1_500_000)),
                Map.of(),
                new ResolverStatus(true, "", 1, 0, 5, 4, 3, 6, 1, "slow", 0, 60_000_000),
                new RepoFetchStatus(true, "", 1, 0, 3, 2, 4_096, 1, "gone", 0, 70_000_000),
                List.of(new FeedStatus("plc.test", FeedStatus.Phase.STREAMING, 9, 98_000_000, 20, 2, 0, 0, 1, 0, "")),
                List.of(new PolicyStatus(PolicyText.Kind.WATCHLIST, 1, 1, List.of("line 3: no such key"))));
    }
}
