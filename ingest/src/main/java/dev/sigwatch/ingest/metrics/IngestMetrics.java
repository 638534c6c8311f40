package dev.sigwatch.ingest.metrics;

import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.log.LogStatus;
import dev.sigwatch.ingest.log.StreamTotal;
import dev.sigwatch.ingest.stream.RelayStatus;
import dev.sigwatch.ingest.time.MicrosClock;
import dev.sigwatch.status.ScrapedMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Ingest's status as metrics. Before it has started, those without labels are zero and the others are not there. */
public final class IngestMetrics {
    private static final double MICROS = 1e6;

    private final ScrapedMetrics metrics;
    private final Supplier<Optional<IngestStatus>> status;
    private final MicrosClock clock;

    private IngestMetrics(ScrapedMetrics metrics, Supplier<Optional<IngestStatus>> status, MicrosClock clock) {
        this.metrics = metrics;
        this.status = status;
        this.clock = clock;
    }

    /**
     * Registers them all.
     *
     * @param status asked at every scrape; empty before ingest has started
     */
    public static void register(ScrapedMetrics metrics, Supplier<Optional<IngestStatus>> status, MicrosClock clock) {
        IngestMetrics all = new IngestMetrics(metrics, status, clock);
        all.streams();
        all.log();
        all.resolver();
        all.feeds();
        all.exports();
        all.policies();
    }

    private void streams() {
        relays("sigwatch_frames_received", "Frames received", true, RelayStatus::received);
        relays("sigwatch_frame_bytes_received", "Bytes of frames received", true, RelayStatus::receivedBytes);
        relays("sigwatch_frames_cut", "Frames longer than a stream may send", true, RelayStatus::cut);
        relays("sigwatch_stream_connected", "1 while the stream flows", false, relay -> flag(relay.connected()));
        relays(
                "sigwatch_stream_lag_seconds",
                "Our clock minus the newest frame's own time",
                false,
                relay -> relay.lagMicros() / MICROS);
        relays(
                "sigwatch_stream_last_frame_timestamp_seconds",
                "When the newest frame came",
                false,
                relay -> relay.lastAt() / MICROS);
        totals("sigwatch_frames_forwarded", "Frames in scope, written to Kafka", StreamTotal::forwarded);
        totals("sigwatch_stream_reconnects", "Connections after the first", StreamTotal::reconnects);
        totals("sigwatch_stream_gaps", "Leaps of the host's sequence numbers", StreamTotal::seqGaps);
        metrics.counter(
                "sigwatch_frames_filtered",
                "Frames left out, by reason",
                values -> of(now -> now.log().streams()).forEach(total -> total.filtered()
                        .forEach((reason, count) -> values.add((double) count, total.host(), reason))),
                "host",
                "reason");
    }

    private void log() {
        gauge(
                "sigwatch_log_open",
                "1 while frames can be written",
                now -> flag(now.log().phase() == LogStatus.Phase.OPEN));
        counter("sigwatch_log_transactions", "Transactions committed", now -> now.log()
                .transactions());
        counter("sigwatch_log_failures", "Failures of writing", now -> now.log().failures());
        gauge("sigwatch_log_queued_frames", "Frames that wait to be written", now -> now.log()
                .queued());
        gauge("sigwatch_publishers", "DIDs that have written an io.atcr record", now -> now.log()
                .publishers());
    }

    private void resolver() {
        metrics.counter(
                "atcr_did_resolutions",
                "Lookups of a DID ended, by result",
                values -> status.get().map(IngestStatus::resolver).ifPresent(resolver -> {
                    values.add((double) resolver.answers(), "success");
                    values.add((double) resolver.failures(), "failure");
                }),
                "result");
        gauge(
                "sigwatch_resolver_connected",
                "1 while requests are read",
                now -> flag(now.resolver().connected()));
        counter("sigwatch_resolver_requests", "Requests read", now -> now.resolver()
                .requests());
        counter("sigwatch_resolver_lookups", "Lookups begun", now -> now.resolver()
                .lookups());
        counter("sigwatch_resolver_failures", "Lookups without an answer", now -> now.resolver()
                .failures());
        counter("sigwatch_resolver_observations", "Observations published", now -> now.resolver()
                .observations());
        gauge("sigwatch_resolver_pending", "DIDs with an open question", now -> now.resolver()
                .pending());
        gauge(
                "sigwatch_resolver_oldest_pending_seconds",
                "How long the oldest open question waits",
                now -> since(now.resolver().pendingSince()));
    }

    private void feeds() {
        feeds("sigwatch_feed_operations", "Operations read from the feed", true, FeedStatus::read);
        feeds("sigwatch_feed_published", "Operations of DIDs that are followed", true, FeedStatus::published);
        feeds("sigwatch_feed_failures", "Requests and connections without an answer", true, FeedStatus::failures);
        feeds("sigwatch_feed_faults", "Reports of a feed out of order or not readable", true, FeedStatus::faults);
        feeds("sigwatch_feed_connected", "1 while the feed is followed", false, feed -> flag(feed.isFlowing()));
        feeds(
                "sigwatch_feed_last_timestamp_seconds",
                "When the newest page or message came",
                false,
                feed -> feed.lastAt() / MICROS);
    }

    private void exports() {
        counter("sigwatch_exports_fetched", "Whole repositories taken", now -> now.repos()
                .fetched());
        counter("sigwatch_export_bytes", "Bytes of repositories taken", now -> now.repos()
                .bytes());
        counter("sigwatch_export_failures", "Reports that a repository cannot be had", now -> now.repos()
                .failed());
        gauge("sigwatch_exports_pending", "DIDs whose repository is wanted", now -> now.repos()
                .pending());
        gauge(
                "sigwatch_exports_oldest_pending_seconds",
                "How long the oldest request waits",
                now -> since(now.repos().pendingSince()));
    }

    private void policies() {
        metrics.counter(
                "sigwatch_policy_published",
                "How often a document's text was taken up",
                values -> of(IngestStatus::policies)
                        .forEach(policy -> values.add(
                                (double) policy.published(), policy.kind().wireName())),
                "document");
        metrics.gauge(
                "sigwatch_policy_problems",
                "Errors for which the file as it is now is not in force",
                values -> of(IngestStatus::policies)
                        .forEach(policy -> values.add(
                                policy.problems().size(), policy.kind().wireName())),
                "document");
    }

    private void relays(String name, String help, boolean grows, ToDoubleFunction<RelayStatus> value) {
        each(name, help, grows, IngestStatus::relays, value, RelayStatus::host, "host");
    }

    private void totals(String name, String help, ToDoubleFunction<StreamTotal> value) {
        each(name, help, true, now -> now.log().streams(), value, StreamTotal::host, "host");
    }

    private void feeds(String name, String help, boolean grows, ToDoubleFunction<FeedStatus> value) {
        each(name, help, grows, IngestStatus::feeds, value, FeedStatus::directory, "directory");
    }

    private <T> void each(
            String name,
            String help,
            boolean grows,
            Function<IngestStatus, List<T>> things,
            ToDoubleFunction<T> value,
            Function<T, String> label,
            String labelName) {
        ScrapedMetrics.Source source =
                values -> of(things).forEach(thing -> values.add(value.applyAsDouble(thing), label.apply(thing)));
        if (grows) {
            metrics.counter(name, help, source, labelName);
        } else {
            metrics.gauge(name, help, source, labelName);
        }
    }

    private void counter(String name, String help, ToDoubleFunction<IngestStatus> value) {
        metrics.counter(name, help, values -> values.add(number(value)));
    }

    private void gauge(String name, String help, ToDoubleFunction<IngestStatus> value) {
        metrics.gauge(name, help, values -> values.add(number(value)));
    }

    private double number(ToDoubleFunction<IngestStatus> value) {
        return status.get().map(value::applyAsDouble).orElse(0.0);
    }

    private <T> List<T> of(Function<IngestStatus, List<T>> things) {
        return status.get().map(things).orElse(List.of());
    }

    private double since(long micros) {
        return micros == 0 ? 0 : Math.max(0, clock.now() - micros) / MICROS;
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }
}
