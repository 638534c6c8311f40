package dev.sigwatch.standalone.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.health.HealthJson;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.audit.policy.PolicyError;
import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.IdentityOptions;
import dev.sigwatch.ingest.IngestConfig;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.IngestService;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.policy.PolicyFile;
import dev.sigwatch.ingest.policy.PolicyPublisher;
import dev.sigwatch.ingest.time.MicrosClock;
import dev.sigwatch.simulator.Simulation;
import dev.sigwatch.simulator.network.SimulatedAccount;
import dev.sigwatch.standalone.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ingest follows a simulated network's directories into a real Kafka. */
@Timeout(180)
class FollowingTest {
    private final Clock clock = Clock.systemUTC();
    private final List<IdentityObservation> observations = new ArrayList<>();

    @Test
    void changesOfIdentityReachKafkaByFeedsLookupsAndWitnesses(@TempDir Path folder) throws Exception {
        try (Simulation simulation = Simulation.start(11);
                EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            simulation.network().populate(3, 2);
            SimulatedAccount anna = simulation.network().accounts().get(0);
            IngestConfig config = config(simulation, kafka);
            try (IngestService service = IngestService.start(config, clock)) {
                assertThat(service.frameLog().awaitOpen(Duration.ofSeconds(60))).isTrue();
                try (KafkaConsumer<String, byte[]> consumer = consumer(kafka, Topics.OBSERVATIONS)) {
                    await(() -> service.status().feeds().size() == 2
                            && service.status().log().publishers() == 3
                            && service.status().feeds().stream()
                                    .allMatch(feed -> feed.phase() == FeedStatus.Phase.STREAMING));
                    simulation.network().rotateKey(anna);
                    await(() -> read(consumer)
                            && operations(anna, simulation.plcUri().getAuthority()) > 0
                            && operations(anna, simulation.witnessUri().getAuthority()) > 0);
                    ask(kafka, anna.did().value());
                    await(() -> read(consumer) && kinds(anna).contains(Kind.HANDLE) && logs(anna) == 2);
                    assertThat(kinds(anna)).contains(Kind.DID_DOCUMENT).doesNotContain(Kind.PLC_FEED_FAULT);
                }
                awaitHealth(
                        kafka,
                        Set.of(
                                "relay/" + simulation.relayUri().getAuthority(),
                                "directory/" + simulation.plcUri().getAuthority(),
                                "resolver",
                                "repos"));
            }
            assertThat(keys(kafka, Topics.STATE))
                    .contains(
                            "feed/" + simulation.plcUri().getAuthority(),
                            "feed/" + simulation.witnessUri().getAuthority());
            int before = observations.size();
            simulation.network().rotateKey(anna);
            try (IngestService service = IngestService.start(config, clock);
                    KafkaConsumer<String, byte[]> consumer = consumer(kafka, Topics.OBSERVATIONS)) {
                observations.clear();
                await(() -> read(consumer) && observations.size() >= before + 2);
                assertThat(service.status().feeds())
                        .extracting(FeedStatus::faults)
                        .containsOnly(0L);
            }
            assertThat(observations.stream()
                            .filter(seen -> seen.kind() == Kind.PLC_OP)
                            .map(seen -> seen.source().replaceAll("^(http|ws)://|/.*", "") + " " + text(seen)))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void policyDocumentsReachKafkaAtTheStartAndWhenTheyChange(@TempDir Path folder) throws Exception {
        Path watchlist = Files.writeString(folder.resolve("watchlist.yaml"), "");
        List<PolicyFile> files = List.of(
                new PolicyFile(PolicyText.Kind.WATCHLIST, Optional.of(watchlist), text -> errors(text)),
                new PolicyFile(PolicyText.Kind.EXPECTATIONS, Optional.empty(), text -> List.of()));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            IngestConfig config =
                    IngestOptions.defaults(kafka.bootstrapServers()).toConfig();
            try (PolicyPublisher publisher =
                    PolicyPublisher.start(config.kafka(), config.topics(), files, new MicrosClock(clock))) {
                await(() -> publisher.status().stream().allMatch(policy -> policy.published() == 1));
                Files.writeString(watchlist, "watch:\n  - did: did:plc:aaaaaaaaaaaaaaaaaaaaaaaa\n");
                await(() -> publisher.status().get(0).published() == 2);
                Files.writeString(watchlist, "nothing: like it\n");
                await(() -> !publisher.status().get(0).problems().isEmpty());
                HealthReport health = publisher.health();
                assertThat(HealthJson.tryRead(HealthJson.write(health))).contains(health);
            }
            try (KafkaConsumer<String, byte[]> consumer = consumer(kafka, Topics.POLICY)) {
                List<PolicyText> texts = new ArrayList<>();
                await(() -> {
                    consumer.poll(Duration.ofMillis(200))
                            .forEach(record ->
                                    texts.add(PolicyText.fromRecord(name -> header(record, name), record.value())));
                    return texts.size() >= 3;
                });
                assertThat(texts)
                        .extracting(PolicyText::kind)
                        .containsExactly(
                                PolicyText.Kind.WATCHLIST, PolicyText.Kind.EXPECTATIONS, PolicyText.Kind.WATCHLIST);
                assertThat(texts.get(2).text()).startsWith("watch:");
            }
        }
    }

    private static List<String> errors(String text) {
        return PolicyReader.check(PolicyText.Kind.WATCHLIST, text).stream()
                .map(PolicyError::toString)
                .toList();
    }

    private static IngestConfig config(Simulation simulation, EmbeddedKafka kafka) {
        return IngestOptions.defaults(kafka.bootstrapServers())
                .withRelays(List.of(simulation.relayUri().toString()))
                .withIdentity(IdentityOptions.defaults()
                        .withPlc(List.of(
                                simulation.plcUri().toString(),
                                simulation.witnessUri().toString())))
                .withAllowLocal(true)
                .toConfig();
    }

    private static void ask(EmbeddedKafka kafka, String did) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.REQUESTS, did, new byte[0]);
            new IdentityRequest(did, IdentityRequest.Reason.DOUBT, 1).headers().forEach(record.headers()::add);
            producer.send(record).get();
        }
    }

    private static void awaitHealth(EmbeddedKafka kafka, Set<String> parts) throws InterruptedException {
        Set<String> told = new HashSet<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(kafka, Topics.HEALTH)) {
            await(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    HealthReport report = HealthJson.tryRead(record.value()).orElseThrow();
                    assertThat(report.part()).isEqualTo(record.key());
                    told.add(report.part());
                });
                return told.containsAll(parts);
            });
        }
    }

    private boolean read(KafkaConsumer<String, byte[]> consumer) {
        consumer.poll(Duration.ofMillis(100))
                .forEach(record ->
                        observations.add(IdentityObservation.fromRecord(name -> header(record, name), record.value())));
        return true;
    }

    private List<Kind> kinds(SimulatedAccount account) {
        return of(account).stream().map(IdentityObservation::kind).toList();
    }

    private long operations(SimulatedAccount account, String directory) {
        return of(account).stream()
                .filter(seen -> seen.kind() == Kind.PLC_OP && seen.source().contains(directory))
                .count();
    }

    private long logs(SimulatedAccount account) {
        return of(account).stream()
                .filter(seen -> seen.kind() == Kind.PLC_AUDIT_LOG)
                .map(IdentityObservation::source)
                .distinct()
                .count();
    }

    private List<IdentityObservation> of(SimulatedAccount account) {
        return observations.stream()
                .filter(seen -> seen.did().equals(account.did().value()))
                .toList();
    }

    private static List<String> keys(EmbeddedKafka kafka, String topic) {
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer(kafka, topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
            }
        }
        return keys;
    }

    private static KafkaConsumer<String, byte[]> consumer(EmbeddedKafka kafka, String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static byte @org.jspecify.annotations.Nullable [] header(
            ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }

    private static String text(IdentityObservation observation) {
        return new String(observation.body(), StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1_500 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
