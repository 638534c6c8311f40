package dev.sigwatch.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    @Test
    void keepsCommittedTransactionsAcrossRestarts(@TempDir Path folder) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            new TopicProvisioning(KafkaSettings.of(kafka.bootstrapServers()), TopicPlan.standard()).provision();
            produce(kafka.bootstrapServers(), "first");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            new TopicProvisioning(KafkaSettings.of(kafka.bootstrapServers()), TopicPlan.standard()).provision();
            produce(kafka.bootstrapServers(), "second");
            assertThat(committed(kafka.bootstrapServers(), 2)).containsExactly("first", "second");
        }
    }

    @Test
    void keepsCommittedTransactionsWhenTheProcessIsKilled(@TempDir Path folder) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProduceAndHalt.class.getName(),
                        folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(ProduceAndHalt.STATUS);

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            produce(kafka.bootstrapServers(), "after");
            assertThat(committed(kafka.bootstrapServers(), 2)).containsExactly("before", "after");
        }
    }

    /** Dies as kill -9 would, with one transaction committed and one open. */
    static final class ProduceAndHalt {
        static final int STATUS = 42;

        public static void main(String[] args) throws Exception {
            EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), 0);
            new TopicProvisioning(KafkaSettings.of(kafka.bootstrapServers()), TopicPlan.standard()).provision();
            produce(kafka.bootstrapServers(), "before");
            KafkaProducer<String, String> producer = producer(kafka.bootstrapServers());
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(Topics.FRAMES, 0, "key", "never committed"));
            producer.flush();
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private static void produce(String bootstrap, String value) {
        try (KafkaProducer<String, String> producer = producer(bootstrap)) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(Topics.FRAMES, 0, "key", value));
            producer.commitTransaction();
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "test"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> committed(String bootstrap, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        List<String> values = new java.util.ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(Topics.FRAMES, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (int polls = 0; polls < 50 && values.size() < count; polls++) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
