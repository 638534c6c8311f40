package dev.sigwatch.status;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Metrics whose values are asked for at every scrape. Their names are a public interface, listed in {@code docs/metrics.md}. */
public final class ScrapedMetrics {
    private final PrometheusRegistry registry;

    /** @param registry where they are registered */
    public ScrapedMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** Where the values of one metric go. */
    @FunctionalInterface
    public interface Values {
        /** @param labels as many as the metric has, in its order */
        void add(double value, String... labels);
    }

    /** Tells the values of one metric. */
    @FunctionalInterface
    public interface Source {
        /** Adds every value once. */
        void tell(Values values);
    }

    /**
     * Adds what only grows.
     *
     * @param name without {@code _total}, which is added
     */
    public ScrapedMetrics counter(String name, String help, Source source, String... labels) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> source.tell(callback::call))
                .register(registry);
        return this;
    }

    /** Adds what goes up and down. */
    public ScrapedMetrics gauge(String name, String help, Source source, String... labels) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> source.tell(callback::call))
                .register(registry);
        return this;
    }
}
