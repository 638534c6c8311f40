package dev.sigwatch.standalone.status;

import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.ingest.metrics.IngestMetrics;
import dev.sigwatch.ingest.time.MicrosClock;
import dev.sigwatch.status.ScrapedMetrics;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the single process serves of ingest and of the job: under the same names as they do in processes of their own. The names are
 * a public interface.
 */
public final class Metrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /**
     * Registers them all.
     *
     * @param ingest asked at every scrape; empty before it has started
     * @param sampler has read the job's
     */
    public Metrics(Supplier<Optional<IngestStatus>> ingest, Sampler sampler) {
        ScrapedMetrics metrics = new ScrapedMetrics(registry);
        IngestMetrics.register(metrics, ingest, new MicrosClock(Clock.systemUTC()));
        for (JobMetricName metric : JobMetricName.ALL) {
            String[] labels = metric.labels().toArray(String[]::new);
            ScrapedMetrics.Source source = values -> sampler.job()
                    .values()
                    .getOrDefault(metric.name(), Map.of())
                    .forEach((of, value) -> values.add(value, of.toArray(String[]::new)));
            if (metric.isCounter()) {
                metrics.counter(metric.name(), metric.help(), source, labels);
            } else {
                metrics.gauge(metric.name(), metric.help(), source, labels);
            }
        }
        registry.register(new Collector() {
            @Override
            public MetricSnapshot collect() {
                return sampler.job().duration().snapshot();
            }

            @Override
            public String getPrometheusName() {
                return JobDuration.NAME;
            }
        });
    }

    /** What {@code /metrics} tells. */
    public PrometheusRegistry registry() {
        return registry;
    }
}
