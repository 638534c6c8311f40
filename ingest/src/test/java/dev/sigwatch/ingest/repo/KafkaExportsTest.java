package dev.sigwatch.ingest.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.RepoRequest.Reason;
import dev.sigwatch.audit.stream.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KafkaExportsTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final KafkaExports exports = new KafkaExports(() -> {
        producers.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return producers.get(producers.size() - 1);
    });

    @Test
    void thePartsOfAnExportAreOneTransaction() throws Exception {
        exports.publish(take -> {
            for (int i = 0; i < 3; i++) {
                take.accept(part(i, 3));
                assertThat(producers.get(0).history()).isEmpty();
            }
        });
        List<ProducerRecord<byte[], byte[]>> records = producers.get(0).history();
        assertThat(records).hasSize(3).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(Topics.REPO_EXPORTS);
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(ANNA);
        });
        ExportPart read = ExportPart.fromRecord(
                name -> records.get(1).headers().lastHeader(name).value(),
                records.get(1).value());
        assertThat(read).usingRecursiveComparison().isEqualTo(part(1, 3));
    }

    @Test
    void whatFailsHalfwayIsNotThere() throws Exception {
        assertThatThrownBy(() -> exports.publish(take -> {
                    take.accept(part(0, 2));
                    throw new IOException("the file is gone");
                }))
                .hasMessage("the file is gone");
        assertThat(producers.get(0).history()).isEmpty();
        exports.publish(take -> take.accept(part(0, 1)));
        assertThat(producers).as("the same producer goes on").hasSize(1);
        assertThat(producers.get(0).history()).hasSize(1);
    }

    @Test
    void aFencedProducerIsReplaced() throws Exception {
        exports.publish(take -> take.accept(part(0, 1)));
        producers.get(0).commitTransactionException = new ProducerFencedException("other");
        producers.get(0).abortTransactionException = new ProducerFencedException("other");
        assertThatThrownBy(() -> exports.publish(take -> take.accept(part(0, 1))))
                .isInstanceOf(KafkaException.class);
        exports.publish(take -> take.accept(part(0, 1)));
        assertThat(producers).hasSize(2);
        assertThat(producers.get(0).closed()).isTrue();
        exports.close();
        assertThat(producers.get(1).closed()).isTrue();
    }

    private static ExportPart part(int index, int count) {
        List<ExportPart.Problem> problems = index == 0
                ? List.of(new ExportPart.Problem("PREFIX", "too long"), new ExportPart.Problem("CAR", ""))
                : List.of();
        return new ExportPart(
                ANNA, "https://pds.example.com", 7, Reason.SYNC, index, count, 100, 3, "", problems, new byte[] {1});
    }
}
