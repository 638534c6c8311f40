package dev.sigwatch.standalone.capture;

import dev.sigwatch.atproto.stream.FrameRoute;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the job stands: reads what ingest writes to Kafka, asks about each DID as the job would, and writes all of it to a
 * capture. So a capture is made with ingest's own scope, limits and manners.
 *
 * <p>The frames topic has one partition here, which keeps the order of arrival.
 */
public final class Recorder implements AutoCloseable {
    private static final TopicPartition FRAMES = new TopicPartition(Topics.FRAMES, 0);
    private static final TopicPartition OBSERVATIONS = new TopicPartition(Topics.OBSERVATIONS, 0);
    private static final Duration RETENTION = Duration.ofDays(1);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final CaptureWriter capture;
    private final Set<String> dids = new HashSet<>();
    private long frames;
    private long observations;

    /** Makes the topics as a recording wants them; to be called before ingest makes them its own way. */
    public static void makeTopics(String kafka) throws InterruptedException {
        new TopicProvisioning(KafkaSettings.of(kafka), new TopicPlan(1, 1, RETENTION)).provision();
    }

    /**
     * Opens a new capture.
     *
     * @param kafka bootstrap servers, with topics of {@link #makeTopics}
     * @throws java.nio.file.FileAlreadyExistsException if the folder has a capture already
     */
    public Recorder(String kafka, Path folder) throws IOException {
        this.capture = new CaptureWriter(folder);
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
        consumer.assign(List.of(FRAMES, OBSERVATIONS));
    }

    /**
     * Records what has come since the last call; returns soon where nothing has.
     *
     * @param limit no more frames than this in all
     */
    public void record(long limit) throws IOException {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            if (record.topic().equals(Topics.OBSERVATIONS)) {
                capture.write(IdentityObservation.fromRecord(headers(record), record.value()));
                observations++;
            } else if (frames < limit) {
                Frame frame = Frame.fromRecord(headers(record), record.value());
                capture.write(frame);
                frames++;
                ask(frame);
            }
        }
    }

    /** Frames recorded. */
    public long frames() {
        return frames;
    }

    /** Observations recorded. */
    public long observations() {
        return observations;
    }

    /** DIDs asked about. */
    public long dids() {
        return dids.size();
    }

    @Override
    public void close() throws IOException {
        producer.close();
        consumer.close();
        capture.close();
    }

    private void ask(Frame frame) {
        FrameRoute route = FrameRoute.peek(frame.bytes());
        String did = route.did();
        boolean changed = route.type().equals("#identity");
        if (did.isEmpty() || (!dids.add(did) && !changed)) {
            return;
        }
        IdentityRequest request = changed
                ? new IdentityRequest(did, IdentityRequest.Reason.IDENTITY_EVENT, frame.receivedAt())
                : new IdentityRequest(did, IdentityRequest.Reason.FIRST_SEEN, 0);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(Topics.REQUESTS, did, new byte[0]);
        request.headers().forEach(record.headers()::add);
        // A question that is lost leaves a DID without an answer in the capture; the broker in this process loses none.
        Future<RecordMetadata> unused = producer.send(record);
    }

    private static Function<String, byte @Nullable []> headers(ConsumerRecord<String, byte[]> record) {
        return name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        };
    }
}
