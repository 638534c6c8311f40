package dev.sigwatch.ingest.policy;

import dev.sigwatch.audit.health.HealthNames;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.ingest.time.MicrosClock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes policy documents when it starts and whenever their files change, until closed. A file that breaks leaves the text before
 * in force, and {@link #status} and {@link #health} say so.
 */
public final class PolicyPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyPublisher.class);
    private static final int EVERY_SECONDS = 2;

    private final List<WatchedPolicy> policies;
    private final PolicyLog log;
    private final MicrosClock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "policy-files");
        made.setDaemon(true);
        return made;
    });
    private volatile String trouble = "";

    PolicyPublisher(List<PolicyFile> files, PolicyLog log, MicrosClock clock) {
        this.policies = files.stream().map(file -> new WatchedPolicy(file, log)).toList();
        this.log = log;
        this.clock = clock;
    }

    /**
     * Reads the files and begins to watch them.
     *
     * @param files one for each kind of document, those without a file as well
     * @throws PolicyException if a file cannot be read or has errors: at the start nothing is in force that could stay so
     */
    public static PolicyPublisher start(
            KafkaSettings kafka, TopicPlan topics, List<PolicyFile> files, MicrosClock clock) {
        TopicProvisioning provisioning = new TopicProvisioning(kafka, topics);
        PolicyPublisher publisher = new PolicyPublisher(files, new KafkaPolicies(kafka, provisioning), clock);
        try {
            publisher.load();
        } catch (PolicyException e) {
            publisher.close();
            throw e;
        }
        Future<?> unused = publisher.thread.scheduleWithFixedDelay(publisher::look, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        return publisher;
    }

    /**
     * Checks files without publishing anything, so that a mistake is told before anything starts.
     *
     * @throws PolicyException naming every file that cannot be read or has errors
     */
    public static void check(List<PolicyFile> files) {
        List<String> problems = files.stream()
                .flatMap(file -> WatchedPolicy.problems(file).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
    }

    void load() {
        List<String> problems =
                policies.stream().flatMap(policy -> policy.load().stream()).toList();
        if (!problems.isEmpty()) {
            throw new PolicyException(problems);
        }
    }

    /** Looks at the files once and publishes what is new. */
    void look() {
        try {
            for (WatchedPolicy policy : policies) {
                policy.look(clock.now());
            }
            trouble = "";
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            trouble = KafkaFaults.describe(e);
            LOG.warn("a policy document is not published, trying again: {}", trouble);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = "a fault of this program: " + e;
            LOG.error("policy files are not read: a fault of this program", e);
        }
    }

    /** A look at each document. */
    public List<PolicyStatus> status() {
        return policies.stream().map(WatchedPolicy::status).toList();
    }

    /** The report of the part {@code policy}: what failed is the number of documents whose file is not in force. */
    public HealthReport health() {
        List<String> problems =
                status().stream().flatMap(policy -> policy.problems().stream()).toList();
        long published = status().stream().mapToLong(PolicyStatus::published).sum();
        long broken =
                status().stream().filter(policy -> !policy.problems().isEmpty()).count();
        String first = problems.isEmpty() ? "" : problems.get(0);
        return new HealthReport(
                "policy",
                clock.now(),
                Map.of(HealthNames.DONE, published, HealthNames.FAILED_IN_A_ROW, broken + (trouble.isEmpty() ? 0 : 1)),
                trouble.isEmpty() ? first : trouble);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        log.close();
    }
}
