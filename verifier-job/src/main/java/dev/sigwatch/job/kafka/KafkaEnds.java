package dev.sigwatch.job.kafka;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** Builds the job's sources and sinks in Kafka. Offsets come from the checkpoint, at the very first start from the beginning. */
public final class KafkaEnds {
    /** The largest record a deployment's broker takes; a frame is at most 5 MB. */
    private static final int MAX_RECORD_BYTES = 6_291_456;

    private final String bootstrap;
    private final String group;

    /**
     * @param bootstrap Kafka's {@code host:port[,host:port…]}
     * @param group consumer group under which progress is published; it decides nothing
     */
    public KafkaEnds(String bootstrap, String group) {
        this.bootstrap = bootstrap;
        this.group = group;
    }

    /** Every frame received. */
    public KafkaSource<PositionedFrame> frames() {
        return source(Topics.FRAMES, Reading::frame, FlinkTypes.POSITIONED_FRAME);
    }

    /** What the resolver saw. */
    public KafkaSource<IdentityObservation> observations() {
        return source(Topics.OBSERVATIONS, Reading::observation, FlinkTypes.IDENTITY_OBSERVATION);
    }

    /** What the fetcher brought, or why it could not. */
    public KafkaSource<PositionedPart> exports() {
        return source(Topics.REPO_EXPORTS, Reading::part, FlinkTypes.POSITIONED_PART);
    }

    /** What ingest counted. */
    public KafkaSource<RecordedCounts> counts() {
        return source(Topics.STATUS, Reading::counts, FlinkTypes.RECORDED_COUNTS);
    }

    /** The watchlist and the expected changes, whenever one is published. */
    public KafkaSource<PolicyText> policy() {
        return source(Topics.POLICY, Reading::policy, FlinkTypes.POLICY_TEXT);
    }

    /** Alerts, whoever wrote them. */
    public KafkaSource<PositionedAlert> alertRecords() {
        return source(Topics.ALERTS, Reading::alert, FlinkTypes.POSITIONED_ALERT);
    }

    /** Alerts told here. One told twice has the same id and version. */
    public KafkaSink<Alert> alerts() {
        return sink(new AlertWriter());
    }

    /** Questions to the resolver. */
    public KafkaSink<IdentityRequest> requests() {
        return sink(RequestWriter.toResolver());
    }

    /** Questions to the fetcher. */
    public KafkaSink<RepoRequest> repoRequests() {
        return sink(RequestWriter.toFetcher());
    }

    /** Asking or telling twice does no harm, so at-least-once is enough, and sooner. */
    private <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> writer) {
        return KafkaSink.<T>builder()
                .setBootstrapServers(bootstrap)
                .setRecordSerializer(writer)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("linger.ms", "5")
                .build();
    }

    private <T> KafkaSource<T> source(String topic, Reading<T> reading, TypeInformation<T> type) {
        Properties properties = new Properties();
        // Ingest writes in transactions: what an interrupted one left behind was never received.
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("max.partition.fetch.bytes", Integer.toString(MAX_RECORD_BYTES));
        return KafkaSource.<T>builder()
                .setBootstrapServers(bootstrap)
                .setGroupId(group)
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new RecordReader<>(reading, type))
                .setProperties(properties)
                .build();
    }
}
