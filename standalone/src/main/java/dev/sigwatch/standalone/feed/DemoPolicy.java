package dev.sigwatch.standalone.feed;

import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The document of expected changes in the demonstration, as somebody edits it who knows what is coming. */
final class DemoPolicy {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final String kafka;
    private final Clock clock;

    /** @param kafka bootstrap address */
    DemoPolicy(String kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Announces that an account will get exactly this signing key, now or within the hour. */
    void expectKey(String did, String key) throws IOException, InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        String text = """
                expected:
                  - did: %s
                    key: %s
                    from: %s
                    until: %s
                    who: acme's platform team
                    why: quarterly key change
                """.formatted(did, key, now.minus(Duration.ofMinutes(1)), now.plus(WINDOW));
        publish(new PolicyText(
                PolicyText.Kind.EXPECTATIONS, text, "demo", ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())));
    }

    private void publish(PolicyText policy) throws IOException, InterruptedException {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                    Topics.POLICY, policy.kind().wireName(), policy.text().getBytes(StandardCharsets.UTF_8));
            policy.headers().forEach((name, value) -> record.headers().add(name, value));
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IOException("the expected changes could not be published: " + e.getCause(), e);
        }
    }
}
