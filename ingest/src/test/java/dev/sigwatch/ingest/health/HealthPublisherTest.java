package dev.sigwatch.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.audit.health.HealthNames;
import dev.sigwatch.audit.health.HealthReport;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.identity.ResolverStatus;
import dev.sigwatch.ingest.stream.RelayStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class HealthPublisherTest {
    @Test
    void everyPartIsARecordOfItsOwn() throws Exception {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        List<HealthReport> reports = List.of(
                IngestHealth.of(new RelayStatus("r.example.org", true, "", "", 3, 40, 5_000, 0, 7, 90, 11), 100),
                IngestHealth.of(
                        new FeedStatus(
                                "plc.example.org", FeedStatus.Phase.FAILING, 5, 80, 6, 2, 0, 0, 9, 4, "HTTP 500"),
                        100),
                IngestHealth.of(new ResolverStatus(true, "", 2, 1, 8, 7, 2, 6, 5, "slow", 3, 60), 100));
        try (HealthPublisher publisher = new HealthPublisher(producer, "test", () -> reports)) {
            publisher.publish();
        }
        assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly(Topics.HEALTH);
        assertThat(producer.history())
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("relay/r.example.org", "directory/plc.example.org", "resolver");
        JsonNode relay = json(producer, 0);
        assertThat(relay.path("part").textValue()).isEqualTo("relay/r.example.org");
        assertThat(relay.path("at").longValue()).isEqualTo(100);
        assertThat(relay.path("detail").textValue()).isEmpty();
        assertThat(number(relay, HealthNames.CONNECTED)).isEqualTo(1);
        assertThat(number(relay, HealthNames.LAST_AT)).isEqualTo(90);
        assertThat(number(relay, HealthNames.LAG_MICROS)).isEqualTo(11);
        assertThat(number(relay, HealthNames.DONE)).isEqualTo(40);
        JsonNode feed = json(producer, 1);
        assertThat(number(feed, HealthNames.CONNECTED)).isZero();
        assertThat(number(feed, HealthNames.FAILED_IN_A_ROW)).isEqualTo(4);
        assertThat(feed.path("detail").textValue()).isEqualTo("HTTP 500");
        JsonNode resolver = json(producer, 2);
        assertThat(number(resolver, HealthNames.PENDING)).isEqualTo(2);
        assertThat(number(resolver, HealthNames.PENDING_SINCE)).isEqualTo(60);
        assertThat(resolver.path("detail").textValue()).isEqualTo("slow");
    }

    private static JsonNode json(MockProducer<byte[], byte[]> producer, int index) throws Exception {
        return new ObjectMapper().readTree(producer.history().get(index).value());
    }

    private static long number(JsonNode report, String name) {
        return report.path("numbers").path(name).longValue();
    }
}
