package dev.sigwatch.standalone.feed;

import dev.sigwatch.atproto.identity.PlcAuditLog;
import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Path file;
    private final Clock clock;
    private final StringBuilder text = new StringBuilder("expected:\n");

    /** @param file to be written, and read by ingest from its start */
    DemoPolicy(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Begins with the changes that were recorded: in the story, their owners had announced them. */
    Path begin(Capture capture) throws IOException {
        for (Map.Entry<String, List<IdentityObservation>> of :
                capture.identities().entrySet()) {
            Map<String, Instant> operations = new LinkedHashMap<>();
            for (IdentityObservation observation : of.getValue()) {
                if (observation.kind() == IdentityObservation.Kind.PLC_AUDIT_LOG) {
                    PlcAuditLog.entries(observation.body()).stream()
                            .filter(entry -> entry.prev() != null && entry.cid() != null && entry.createdAt() != null)
                            .forEach(entry -> operations.put(entry.cid(), Instant.parse(entry.createdAt())));
                }
            }
            operations.forEach((cid, at) -> add(
                    of.getKey(),
                    "operation: " + cid,
                    at.truncatedTo(ChronoUnit.SECONDS),
                    "the account's owner",
                    "as recorded"));
        }
        Files.writeString(file, text);
        return file;
    }

    /**
     * Announces that an account will get exactly this signing key, now or within the hour.
     *
     * @param kafka bootstrap address: ingest would notice the edit some seconds later
     */
    void expectKey(String kafka, String did, String key) throws IOException, InterruptedException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        add(did, "key: " + key, now, "hooli's platform team", "quarterly key change");
        Files.writeString(file, text);
        publish(
                kafka,
                new PolicyText(
                        PolicyText.Kind.EXPECTATIONS,
                        text.toString(),
                        file.toString(),
                        ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant())));
    }

    private void add(String did, String object, Instant at, String who, String why) {
        text.append("""
                  - did: %s
                    %s
                    from: %s
                    until: %s
                    who: %s
                    why: %s
                """.formatted(did, object, at.minus(MARGIN), at.plus(WINDOW), who, why)
                .indent(2));
    }

    /** Puts a document in force at once. */
    static void publish(String kafka, PolicyText policy) throws IOException, InterruptedException {
        Map<String, Object> settings =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka, ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                    Topics.POLICY, policy.kind().wireName(), policy.text().getBytes(StandardCharsets.UTF_8));
            policy.headers().forEach((name, value) -> record.headers().add(name, value));
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IOException("the " + policy.kind().wireName() + " could not be published: " + e.getCause(), e);
        }
    }
}
