package dev.sigwatch.standalone.cli;

import dev.sigwatch.ingest.IngestStatus;
import dev.sigwatch.standalone.flink.JobMetrics;
import dev.sigwatch.standalone.pipeline.Addresses;
import dev.sigwatch.standalone.pipeline.AuditJobDefinition;
import dev.sigwatch.standalone.pipeline.Death;
import dev.sigwatch.standalone.pipeline.Feed;
import dev.sigwatch.standalone.pipeline.Pipeline;
import dev.sigwatch.standalone.pipeline.PipelineConfig;
import dev.sigwatch.standalone.pipeline.StartFailure;
import dev.sigwatch.standalone.status.Metrics;
import dev.sigwatch.standalone.status.Sampler;
import dev.sigwatch.standalone.status.Snapshot;
import dev.sigwatch.standalone.status.StatusLine;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A pipeline that runs in the foreground: says what it does while it starts, shows how it does, says how it stops. */
final class Session implements AutoCloseable {
    private static final long POLL_MILLIS = 200;

    private final LiveLine line;
    private final Signals signals;
    private final Sampler sampler;
    private final Pipeline.Started started;
    private final Map<String, Boolean> connected = new HashMap<>();
    private Snapshot shown = Snapshot.NOTHING;
    private long shownAt = System.nanoTime();

    private Session(LiveLine line, Signals signals, Sampler sampler, Pipeline.Started started) {
        this.line = line;
        this.signals = signals;
        this.sampler = sampler;
        this.started = started;
    }

    /** When a session is over by itself. */
    interface Done {
        /** Asked several times a second. */
        boolean isDone() throws Exception;
    }

    /**
     * Starts a pipeline and prints the one line that starts with {@code ready}.
     *
     * @param ingest a look at the feed's ingest
     * @throws CommandFailure naming the part that did not start
     */
    static Session start(
            Terminal terminal,
            ProcessEnvironment environment,
            PipelineConfig config,
            Feed feed,
            Supplier<Optional<IngestStatus>> ingest)
            throws InterruptedException {
        LiveLine line = new LiveLine(terminal);
        Signals signals = Signals.install();
        Sampler sampler = new Sampler(ingest);
        try {
            Pipeline.Started started = Pipeline.start(
                    config,
                    environment.variables(),
                    new AuditJobDefinition(config.holdTimeout(), config.keyGrace()),
                    feed,
                    new Metrics(ingest, sampler).registry(),
                    line::say);
            sampler.start(new JobMetrics(started.addresses().flink()));
            line.say(ready(started));
            return new Session(line, signals, sampler, started);
        } catch (StartFailure e) {
            sampler.close();
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Shows the status until it is over: a signal, the given condition, or a part's death.
     *
     * @return whether the condition came true
     * @throws CommandFailure naming the part that died
     */
    boolean watch(Done done) throws Exception {
        long next = System.nanoTime();
        while (!signals.await(POLL_MILLIS)) {
            if (started.pipeline().firstDeath().isDone()) {
                Death death = started.pipeline().firstDeath().join();
                throw new CommandFailure(ExitCode.DIED, death.part().text() + " died: " + death.why());
            }
            if (System.nanoTime() - next >= 0) {
                show();
                next = System.nanoTime() + line.intervalMillis() * 1_000_000;
            }
            if (done.isDone()) {
                show();
                return true;
            }
        }
        return false;
    }

    Addresses addresses() {
        return started.addresses();
    }

    Sampler sampler() {
        return sampler;
    }

    /** Says something that stays. */
    void say(String text) {
        line.say(text);
    }

    @Override
    public void close() {
        line.say("stopping");
        sampler.close();
        started.pipeline().close();
        line.say("stopped");
    }

    private void show() {
        Snapshot now = sampler.last();
        long at = System.nanoTime();
        sayConnections(now);
        line.show(StatusLine.of(shown, now, (at - shownAt) / 1e9));
        shown = now;
        shownAt = at;
    }

    /** A stream's ups and downs are worth a line that stays, each once. */
    private void sayConnections(Snapshot now) {
        for (Snapshot.Host host : now.hosts()) {
            Boolean before = connected.get(host.name());
            if (host.connected() && !Boolean.TRUE.equals(before)) {
                line.say("connected to " + host.name());
                connected.put(host.name(), true);
            } else if (!host.connected()
                    && !Boolean.FALSE.equals(before)
                    && !host.detail().isEmpty()) {
                line.say("not connected to " + host.name() + ": " + host.detail() + "; trying again");
                connected.put(host.name(), false);
            }
        }
    }

    private static String ready(Pipeline.Started started) {
        Addresses addresses = started.addresses();
        double seconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
        return String.format(
                Locale.ROOT,
                "ready in %.1f s: status %s, ClickHouse %s (user %s), Kafka %s, Flink %s",
                seconds,
                started.status().address(),
                addresses.reader().url(),
                addresses.reader().user(),
                addresses.kafka(),
                addresses.flink());
    }
}
