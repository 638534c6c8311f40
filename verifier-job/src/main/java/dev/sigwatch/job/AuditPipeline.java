package dev.sigwatch.job;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.KeyOwners;
import dev.sigwatch.audit.alert.Signal;
import dev.sigwatch.audit.check.ExportAuditor;
import dev.sigwatch.audit.check.FrameAuditor;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.job.alert.AlertFunction;
import dev.sigwatch.job.alert.KeyClaims;
import dev.sigwatch.job.alert.PolicyChanges;
import dev.sigwatch.job.alert.SharedKeySignals;
import dev.sigwatch.job.judge.JudgeFunction;
import dev.sigwatch.job.kafka.KafkaEnds;
import dev.sigwatch.job.row.AlertRows;
import dev.sigwatch.job.row.EventRows;
import dev.sigwatch.job.row.IdentityRows;
import dev.sigwatch.job.row.RecordRows;
import dev.sigwatch.job.row.StatusRows;
import dev.sigwatch.job.sink.BatchLimits;
import dev.sigwatch.job.sink.ClickHouseSink;
import dev.sigwatch.job.sink.ServerConnection;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.job.value.RecordedEvent;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the job:
 *
 * <pre>
 * frames ───▶ check ──by DID──▶ judge ──▶ verdicts, exports, evidence
 * exports ──▶ check ──by DID──▶  ││├────▶ identity requests, repository requests
 * observations ───────by DID──▶  ││└────▶ identity operations
 *                                │└identities─by DID▶ claims ─by key▶ owners ┐
 *                                │                                           │            ┌──▶ records
 *                                └signals────────────by DID──────────────────┴▶ alerts ──┴──▶ alerts topic
 * policy ────────────────────────────────────────────to all─────────────────────▲            ▲
 *    └───────────────────────────────────────────────by kind─▶ changes ──────────────────────┘
 * alerts topic ─────────────────────────▶ alert updates
 * counts ───────────────────────────────▶ stream status
 * </pre>
 *
 * Every operator has a uid: state is found by it, in every later version.
 */
public final class AuditPipeline {
    /** While ClickHouse is away a checkpoint waits for it; longer than any outage somebody sleeps through. */
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofDays(1);

    /** A signal crosses three channels on its way to an alert that somebody waits for. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

    private AuditPipeline() {}

    /** Where the graph begins. */
    record Sources(
            DataStream<PositionedFrame> frames,
            DataStream<PositionedPart> exports,
            DataStream<IdentityObservation> observations,
            DataStream<RecordedCounts> counts,
            DataStream<PolicyText> policy,
            DataStream<PositionedAlert> alertRecords) {}

    /** Where the graph ends. */
    record Sinks(
            Sink<JudgedEvent> events,
            Sink<RecordedEvent> records,
            Sink<JudgedIdentity> identities,
            Sink<RecordedCounts> counts,
            Sink<IdentityRequest> requests,
            Sink<RepoRequest> repoRequests,
            Sink<Alert> alerts,
            Sink<PositionedAlert> alertRows) {}

    /**
     * Adds the whole job, from Kafka to ClickHouse, to an environment, and sets on it what the graph relies on. State backend,
     * checkpoint folder and restarts are the environment's.
     */
    public static void define(StreamExecutionEnvironment env, JobConfig config) {
        env.configure(required());
        KafkaEnds kafka = new KafkaEnds(config.kafka(), config.group());
        Sources sources = new Sources(
                source(env, kafka.frames(), "frames"),
                source(env, kafka.exports(), "exports"),
                source(env, kafka.observations(), "observations"),
                source(env, kafka.counts(), "counts"),
                source(env, kafka.policy(), "policy"),
                source(env, kafka.alertRecords(), "alert-records"));
        BatchLimits limits = new BatchLimits(config.batchRows(), config.batchBytes());
        ServerConnection clickHouse =
                new ServerConnection(config.clickHouse(), config.clickHouseUser(), config.clickHousePassword());
        Sinks sinks = new Sinks(
                new ClickHouseSink<>(new EventRows(), limits, clickHouse),
                new ClickHouseSink<>(new RecordRows(), limits, clickHouse),
                new ClickHouseSink<>(new IdentityRows(), limits, clickHouse),
                new ClickHouseSink<>(new StatusRows(), limits, clickHouse),
                kafka.requests(),
                kafka.repoRequests(),
                kafka.alerts(),
                new ClickHouseSink<>(new AlertRows(), limits, clickHouse));
        define(sources, sinks, new JudgeFunction(config.holdTimeout(), config.keyGrace()));
    }

    /** Adds the graph between given ends. */
    static void define(Sources sources, Sinks sinks, JudgeFunction judge) {
        DataStream<CheckedEvent> frames =
                check(sources.frames(), it -> FrameAuditor.check(it.frame(), it.partition(), it.offset()), "check");
        DataStream<CheckedEvent> exports = check(
                sources.exports(), it -> ExportAuditor.check(it.part(), it.partition(), it.offset()), "check-exports");
        KeyedStream<IdentityObservation, String> observations =
                sources.observations().keyBy(IdentityObservation::did, Types.STRING);

        SingleOutputStreamOperator<JudgedEvent> judged = frames.union(exports)
                .keyBy(AuditPipeline::key, Types.STRING)
                .connect(observations)
                .process(judge)
                .returns(FlinkTypes.JUDGED_EVENT)
                .uid("judge")
                .name("judge");
        judged.sinkTo(sinks.events()).uid("event-rows").name("event rows");
        judged.getSideOutput(JudgeFunction.REQUESTS)
                .sinkTo(sinks.requests())
                .uid("identity-requests")
                .name("identity requests");
        judged.getSideOutput(JudgeFunction.REPO_REQUESTS)
                .sinkTo(sinks.repoRequests())
                .uid("repo-requests")
                .name("repository requests");

        judged.getSideOutput(JudgeFunction.IDENTITIES)
                .sinkTo(sinks.identities())
                .uid("identity-rows")
                .name("identity rows");
        alerts(judged, sources.policy(), sinks);

        sources.counts().sinkTo(sinks.counts()).uid("status-rows").name("status rows");
        sources.alertRecords().sinkTo(sinks.alertRows()).uid("alert-rows").name("alert rows");
    }

    private static void alerts(
            SingleOutputStreamOperator<JudgedEvent> judged, DataStream<PolicyText> policy, Sinks sinks) {
        DataStream<Signal> shared = judged.getSideOutput(JudgeFunction.IDENTITIES)
                .keyBy(JudgedIdentity::did, Types.STRING)
                .process(new KeyClaims())
                .returns(FlinkTypes.KEY_CLAIM)
                // The uid of an operator that was here before: a checkpoint with its state can still be read.
                .uid("fresh-identities")
                .name("key claims")
                .keyBy(KeyOwners.Claim::key, Types.STRING)
                .process(new SharedKeySignals())
                .returns(FlinkTypes.SIGNAL)
                .uid("key-owners")
                .name("key owners");
        SingleOutputStreamOperator<Alert> alerts = judged.getSideOutput(JudgeFunction.SIGNALS)
                .union(shared)
                .keyBy(Signal::did, Types.STRING)
                .connect(policy.broadcast(AlertFunction.POLICY))
                .process(new AlertFunction())
                .returns(FlinkTypes.ALERT)
                .uid("alerts")
                .name("alerts");
        alerts.sinkTo(sinks.alerts()).uid("alert-topic").name("alert topic");
        alerts.getSideOutput(AlertFunction.RECORDS)
                .sinkTo(sinks.records())
                .uid("record-rows")
                .name("record rows");
        policy.keyBy(text -> text.kind().wireName(), Types.STRING)
                .process(new PolicyChanges())
                .returns(FlinkTypes.ALERT)
                .uid("policy-changes")
                .name("policy changes")
                .sinkTo(sinks.alerts())
                .uid("policy-alert-topic")
                .name("alert topic of policy changes");
    }

    private static <T> DataStream<CheckedEvent> check(
            DataStream<T> source, MapFunction<T, CheckedEvent> check, String uid) {
        return source.map(check)
                .returns(FlinkTypes.CHECKED_EVENT)
                // As many as readers: handing values around among more would mix up their order.
                .setParallelism(source.getParallelism())
                .uid(uid)
                .name(uid.replace('-', ' '));
    }

    /** What the graph relies on, whatever the cluster's own settings say. */
    static Configuration required() {
        Configuration required = new Configuration();
        required.set(PipelineOptions.OBJECT_REUSE, true);
        required.set(PipelineOptions.GENERIC_TYPES, false);
        required.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        required.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        required.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
        required.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        return required;
    }

    private static String key(CheckedEvent event) {
        return event.did().isEmpty() ? event.facts().host() : event.did();
    }

    private static <T> DataStream<T> source(StreamExecutionEnvironment env, KafkaSource<T> source, String name) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
    }
}
