package dev.sigwatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.log.JournalException.Remedy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KafkaJournalTest {
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaJournal journal = new KafkaJournal(() -> producer, Recovered::nothing, null);

    @Test
    void everythingOfATransactionIsCommittedAtOnce() throws Exception {
        journal.recover();
        Frame frame = new Frame("h", 7, 6, true, 99, new byte[] {1, 2}, true);
        journal.write("did:plc:a", frame);
        assertThat(producer.history()).isEmpty();
        journal.commit(changes());
        List<ProducerRecord<byte[], byte[]>> records = producer.history();
        assertThat(records)
                .extracting(ProducerRecord::topic)
                .containsExactly(
                        Topics.FRAMES, Topics.STATE, Topics.STATE, Topics.REPO_REQUESTS, Topics.STATE, Topics.STATUS);
        Frame read = Frame.fromRecord(
                name -> records.get(0).headers().lastHeader(name).value(),
                records.get(0).value());
        assertThat(read).usingRecursiveComparison().isEqualTo(frame);
        assertThat(text(records.get(1))).isEqualTo("cursor/h=7");
        assertThat(text(records.get(2))).isEqualTo("publisher/did:plc:a=5");
        RepoRequest request = RepoRequest.fromRecord(
                name -> records.get(3).headers().lastHeader(name).value());
        assertThat(request).isEqualTo(new RepoRequest("did:plc:a", RepoRequest.Reason.PUBLISHER, 5, ""));
        assertThat(text(records.get(3))).isEqualTo("did:plc:a=");
        assertThat(text(records.get(4))).isEqualTo("forwarded/h=7:00000000000000010000000000000002");
        assertThat(producer.transactionCommitted()).isTrue();
    }

    @Test
    void forwardedFramesAreReadBackAsWritten() {
        List<ForwardedFrame> frames = List.of(new ForwardedFrame(7, -1, Long.MIN_VALUE), new ForwardedFrame(8, 0, 1));
        assertThat(ForwardedFrame.parse(ForwardedFrame.format(frames))).isEqualTo(frames);
        assertThat(ForwardedFrame.parse("")).isEmpty();
    }

    @Test
    void failuresAreSortedByWhoCanMendThem() throws Exception {
        journal.recover();
        producer.commitTransactionException = new TimeoutException("slow");
        assertThat(commitFailure()).isEqualTo(Remedy.RETRY);
        producer.commitTransactionException = new ProducerFencedException("other");
        assertThat(commitFailure()).isEqualTo(Remedy.FENCED);
        producer.commitTransactionException = new TopicAuthorizationException("firehose.frames");
        assertThat(commitFailure()).isEqualTo(Remedy.GIVE_UP);
    }

    private Remedy commitFailure() {
        JournalException thrown = catchThrowableOfType(JournalException.class, () -> journal.commit(changes()));
        return thrown.remedy();
    }

    private static Changes changes() {
        return new Changes(
                Map.of("h", 7L),
                Map.of("did:plc:a", 5L),
                Map.of("h", List.of(new ForwardedFrame(7, 1, 2))),
                List.of(new StreamCounts("h", 0, 1, 1, Map.of(), 0, 0, 7, 0)));
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8) + "="
                + new String(record.value(), StandardCharsets.UTF_8);
    }
}
