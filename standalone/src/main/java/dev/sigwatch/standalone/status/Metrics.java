package dev.sigwatch.standalone.status;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The snapshot as Prometheus metrics, {@code sigwatch_*}; the names are a public interface. */
public final class Metrics {
    private static final double MICROS = 1e6;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Supplier<Snapshot> snapshot;

    /** @param snapshot asked at every scrape */
    public Metrics(Supplier<Snapshot> snapshot) {
        this.snapshot = snapshot;
        streams();
        counter("frames_forwarded", "Frames in scope, written to Kafka", Snapshot::forwarded);
        counter("identity_lookups", "Identity lookups begun", now -> now.identities()
                .lookups());
        counter("identity_lookup_failures", "Identity lookups without an answer", now -> now.identities()
                .failures());
        gauge("identity_pending", "DIDs with an open question", now -> now.identities()
                .pending());
        counter("repositories_fetched", "Repository exports taken", now -> now.repositories()
                .taken());
        counter("repository_bytes", "Bytes of repository exports taken", now -> now.repositories()
                .bytes());
        counter(
                "repository_fetch_failures",
                "Reports that a repository's export cannot be had",
                now -> now.repositories().failures());
        gauge("repositories_pending", "DIDs whose repository is wanted", now -> now.repositories()
                .pending());
        gauge("publishers", "DIDs that have written an io.atcr record", Snapshot::publishers);
        gauge("events_held", "Events that wait for a key or an export", Snapshot::held);
        CounterWithCallback.builder()
                .name("sigwatch_verdicts")
                .help("Frames judged, by verdict")
                .labelNames("verdict")
                .callback(
                        call -> snapshot.get().verdicts().forEach((verdict, count) -> call.call(count, verdict.name())))
                .register(registry);
        CounterWithCallback.builder()
                .name("sigwatch_findings")
                .help("Findings, by code")
                .labelNames("code")
                .callback(call -> snapshot.get().findings().forEach((code, count) -> call.call(count, code)))
                .register(registry);
    }

    /** What {@code /metrics} tells. */
    public PrometheusRegistry registry() {
        return registry;
    }

    private void streams() {
        CounterWithCallback.builder()
                .name("sigwatch_frames_received")
                .help("Frames received, by stream")
                .labelNames("host")
                .callback(call ->
                        snapshot.get().hosts().forEach(host -> call.call((double) host.received(), host.name())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("sigwatch_stream_lag_seconds")
                .help("Our clock minus the newest frame's own time, by stream")
                .labelNames("host")
                .callback(call ->
                        snapshot.get().hosts().forEach(host -> call.call(host.lagMicros() / MICROS, host.name())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("sigwatch_stream_connected")
                .help("1 while the stream flows")
                .labelNames("host")
                .callback(call ->
                        snapshot.get().hosts().forEach(host -> call.call(host.connected() ? 1 : 0, host.name())))
                .register(registry);
    }

    private void counter(String name, String help, ToDoubleFunction<Snapshot> value) {
        CounterWithCallback.builder()
                .name("sigwatch_" + name)
                .help(help)
                .callback(call -> call.call(value.applyAsDouble(snapshot.get())))
                .register(registry);
    }

    private void gauge(String name, String help, ToDoubleFunction<Snapshot> value) {
        GaugeWithCallback.builder()
                .name("sigwatch_" + name)
                .help(help)
                .callback(call -> call.call(value.applyAsDouble(snapshot.get())))
                .register(registry);
    }
}
