package dev.sigwatch.ingest.kafka;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing. Any number of times, by any number of processes. */
public final class TopicProvisioning {
    private static final int WAIT_SECONDS = 30;

    private final KafkaSettings kafka;
    private final TopicPlan plan;

    public TopicProvisioning(KafkaSettings kafka, TopicPlan plan) {
        this.kafka = kafka;
        this.plan = plan;
    }

    /**
     * Creates the missing topics.
     *
     * @throws KafkaException if Kafka does not answer or refuses
     */
    public void provision() throws InterruptedException {
        Map<String, Object> properties = kafka.client(
                Map.of("client.id", "sigwatch-topics", "default.api.timeout.ms", 20_000, "request.timeout.ms", 10_000));
        try (Admin admin = Admin.create(properties)) {
            for (KafkaFuture<Void> created :
                    admin.createTopics(plan.topics()).values().values()) {
                await(created);
            }
        }
    }

    private static void await(KafkaFuture<Void> created) throws InterruptedException {
        try {
            created.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create the topics", e.getCause());
            }
        } catch (TimeoutException e) {
            throw new KafkaException("cannot create the topics: no answer in " + WAIT_SECONDS + " s", e);
        }
    }
}
