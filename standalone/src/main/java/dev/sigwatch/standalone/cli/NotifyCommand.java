package dev.sigwatch.standalone.cli;

import dev.sigwatch.job.JobConfig;
import dev.sigwatch.notifier.HealthPublisher;
import dev.sigwatch.notifier.KafkaAccess;
import dev.sigwatch.notifier.Notifications;
import dev.sigwatch.notifier.courier.CourierStatus;
import dev.sigwatch.notifier.metrics.NotifierMetrics;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.standalone.notify.Books;
import dev.sigwatch.standalone.notify.BooksMetrics;
import dev.sigwatch.standalone.notify.NotifyPlan;
import dev.sigwatch.status.Endpoint;
import dev.sigwatch.status.ScrapedMetrics;
import dev.sigwatch.status.StatusServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "notify",
        header = "Tells people of alerts, as a process of its own.",
        description = {
            "Reads alerts from Kafka and goes on where it stopped: what a receiver did not take waits there.",
            "'up' does the same in its own process; use this beside a job on a cluster. Stop it with Ctrl-C or SIGTERM."
        })
final class NotifyCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 10_000;

    private final Terminal terminal;
    private final ProcessEnvironment environment;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            required = true,
            converter = Values.Bootstrap.class,
            description = "The deployment's Kafka brokers.")
    private String kafka = "";

    @Option(
            names = "--clickhouse",
            paramLabel = "URL",
            description =
                    "The deployment's ClickHouse, to look every half minute whether all frames have verdicts; user and password "
                            + "come from $SIGWATCH_CLICKHOUSE_USER and $SIGWATCH_CLICKHOUSE_PASSWORD. Without it that is not looked at.")
    private @Nullable String clickhouse;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private NotifyOptions options;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private EndpointOptions endpoint;

    NotifyCommand(Terminal terminal, ProcessEnvironment environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        NotifyPlan plan = options.plan();
        if (plan.isEmpty()) {
            throw CommandFailure.usage(
                    "Missing option: --alertmanager, --webhook or --notify-stdout says whom to tell");
        }
        ClickHouseConfig database =
                clickhouse == null ? null : ClickHouseAddress.parse(clickhouse, environment, ClickHouseConfig.READER);
        Optional<Endpoint> served = endpoint.endpoint();
        KafkaAccess access = KafkaAccess.of(kafka);
        Clock clock = Clock.systemUTC();
        PrometheusRegistry registry = new PrometheusRegistry();
        Signals signals = Signals.install();
        List<AutoCloseable> running = new ArrayList<>();
        try {
            if (database != null) {
                Books books = new Books(database, JobConfig.DEFAULT_HOLD_TIMEOUT, clock);
                running.add(HealthPublisher.start(access, "books", Books.PERIOD, books::reports));
                BooksMetrics.register(new ScrapedMetrics(registry), books::last, books::lastAt);
            }
            Notifications notifications =
                    Notifications.start(access, plan.addressees(terminal.out()::println, clock), clock);
            running.add(0, notifications);
            NotifierMetrics.register(new ScrapedMetrics(registry), notifications::status, clock);
            if (served.isPresent()) {
                StatusServer status = StatusServer.start(served.get(), () -> health(notifications), registry);
                running.add(status);
                terminal.err().println("status at " + status.address());
            }
            terminal.err().println("notifying from Kafka at " + kafka);
            watch(signals, notifications);
        } catch (KafkaException e) {
            throw new CommandFailure(ExitCode.START_FAILED, "Kafka at " + kafka + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.START_FAILED, String.valueOf(e.getMessage()), e);
        } finally {
            running.forEach(NotifyCommand::close);
        }
        return ExitCode.OK.status();
    }

    /** Says, each once, when a receiver begins and ceases to fail. */
    private void watch(Signals signals, Notifications notifications) throws InterruptedException {
        List<String> failing = new ArrayList<>();
        while (!signals.await(LOOK_MILLIS)) {
            for (CourierStatus status : notifications.status()) {
                boolean fails = status.failedInARow() > 0;
                if (fails && !failing.contains(status.name())) {
                    failing.add(status.name());
                    terminal.err().println(status.name() + " fails, and is tried again: " + status.detail());
                } else if (!fails && failing.remove(status.name())) {
                    terminal.err().println(status.name() + " takes alerts again");
                }
            }
        }
    }

    /** That a receiver does not answer is told by metrics, and no start of ours would mend it. */
    private static StatusServer.Health health(Notifications notifications) {
        Map<String, String> parts = new TreeMap<>();
        notifications.status().forEach(status -> parts.put(status.name(), "up"));
        return new StatusServer.Health(true, parts);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
