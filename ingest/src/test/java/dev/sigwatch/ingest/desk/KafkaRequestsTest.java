package dev.sigwatch.ingest.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.desk.RequestSource.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaRequestsTest {
    private static final TopicPartition PARTITION = new TopicPartition(Topics.REQUESTS, 0);
    private static final IdentityRequest REQUEST =
            new IdentityRequest("did:web:a.example.com", IdentityRequest.Reason.FIRST_SEEN, 7);

    @Test
    void commitsWhatIsSignedAndPassesOverStrangeRecords() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        Node node = new Node(0, "localhost", 1);
        consumer.updatePartitions(
                Topics.REQUESTS,
                List.of(new PartitionInfo(Topics.REQUESTS, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        KafkaRequests<IdentityRequest> source =
                new KafkaRequests<>(consumer, Topics.REQUESTS, IdentityRequest::fromRecord);
        ConsumerRecord<byte[], byte[]> good = record(0);
        REQUEST.headers().forEach(good.headers()::add);
        consumer.addRecord(good);
        consumer.addRecord(record(1));

        List<Delivery<IdentityRequest>> deliveries = source.poll(Duration.ZERO, true);
        assertThat(deliveries).hasSize(2);
        assertThat(deliveries.get(0).request()).isEqualTo(REQUEST);
        assertThat(deliveries.get(1).request()).isNull();
        deliveries.get(1).receipt().done();
        assertThat(source.poll(Duration.ZERO, false)).isEmpty();
        assertThat(consumer.paused()).containsExactly(PARTITION);
        assertThat(consumer.committed(Set.of(PARTITION))).doesNotContainKey(PARTITION);
        deliveries.get(0).receipt().done();
        source.poll(Duration.ZERO, true);
        assertThat(consumer.paused()).isEmpty();
        assertThat(consumer.committed(Set.of(PARTITION))).containsEntry(PARTITION, new OffsetAndMetadata(2));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(Topics.REQUESTS, 0, offset, new byte[0], new byte[0]);
    }
}
