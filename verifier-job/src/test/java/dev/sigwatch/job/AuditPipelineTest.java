package dev.sigwatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureFrame;
import dev.sigwatch.audit.capture.FrameSequence;
import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.audit.policy.TrustDecision;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.judge.JudgeFunction;
import dev.sigwatch.job.row.CollectedRows;
import dev.sigwatch.job.row.EventRows;
import dev.sigwatch.job.row.IdentityRows;
import dev.sigwatch.job.row.RecordRows;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.job.value.RecordedEvent;
import dev.sigwatch.sink.ClickHouseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class AuditPipelineTest {
    private static final int PARALLELISM = 2;
    private static final int MARKERS = 32;

    private final CollectingSink<JudgedEvent> events = new CollectingSink<>();
    private final CollectingSink<RecordedEvent> records = new CollectingSink<>();
    private final CollectingSink<JudgedIdentity> identities = new CollectingSink<>();
    private final CollectingSink<RecordedCounts> counts = new CollectingSink<>();
    private final CollectingSink<IdentityRequest> requests = new CollectingSink<>();
    private final CollectingSink<RepoRequest> repoRequests = new CollectingSink<>();
    private final CollectingSink<Alert> alerts = new CollectingSink<>();
    private final CollectingSink<PositionedAlert> alertRows = new CollectingSink<>();

    @Test
    void theSameFramesGiveTheSameRowsWithAndWithoutFlink() throws Exception {
        List<PositionedFrame> frames = new ArrayList<>();
        List<IdentityObservation> observations = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            Publisher publisher = new Publisher(seed);
            observations.add(publisher.document(0));
            add(frames, publisher.commit());
            add(frames, publisher.identity());
            add(frames, tampered(publisher.commit()));
            Frame forReplay = publisher.commit();
            add(frames, forReplay);
            publisher.rotate();
            add(frames, publisher.commit());
            observations.add(publisher.document(60));
            add(frames, publisher.commit());
            add(frames, forReplay);
            publisher.rotate();
            add(frames, publisher.commit());
        }
        Publisher unknown = new Publisher(99);
        add(frames, unknown.commit());
        observations.add(unknown.notFound(60));
        add(frames, new Frame(Publisher.HOST, -1, 7, false, Publisher.START, new byte[] {(byte) 0xff}));

        List<PositionedPart> parts = new ArrayList<>();
        for (int seed = 50; seed < 53; seed++) {
            Publisher late = new Publisher(seed);
            late.commit();
            late.commit();
            add(frames, late.commit());
            add(frames, late.commit());
            observations.add(late.document(0));
            late.export(60).forEach(part -> parts.add(new PositionedPart(part, 0, parts.size())));
        }
        Publisher unreachable = new Publisher(60);
        unreachable.commit();
        add(frames, unreachable.commit());
        observations.add(unreachable.document(0));
        RepoRequest request = new RepoRequest(unreachable.did(), RepoRequest.Reason.FIRST_SEEN, Publisher.START, "");
        parts.add(new PositionedPart(ExportPart.failure(request, "", Publisher.START, "no answer"), 0, parts.size()));

        frames = withMarkers(frames);
        run(frames, observations, parts);

        PureAudit pure = PureAudit.of(frames, observations, parts);
        assertSameRows(events.collected(), pure.judged());
        assertThat(recordRows(records.collected().stream().map(AuditPipelineTest::withoutAccount)))
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(recordRows(recorded(pure.judged())));
        assertThat(verdicts()).containsKeys(Verdict.values());
        assertThat(rows(events.collected()))
                .filteredOn(row -> row.startsWith("ExportRow"))
                .hasSize(4)
                .filteredOn(row -> row.contains("verdict=VERIFIED"))
                .hasSize(3);
        assertThat(repoRequests.collected())
                .filteredOn(asked -> asked.reason() == RepoRequest.Reason.FIRST_SEEN)
                .hasSize(4);
        assertThat(identityRows(identities.collected()))
                .containsExactlyInAnyOrderElementsOf(identityRows(pure.identities()));
        assertThat(alertRows.collected()).containsExactly(someAlert());
        assertThat(counts.collected()).containsExactly(someCounts());
        assertThat(requests.collected()).isNotEmpty();
    }

    @Test
    void recordedTrafficOfTheOfficialServerGivesTheSameRows() throws Exception {
        Capture capture = Capture.open(Path.of("../captures/reference-pds"));
        List<PositionedFrame> frames = new ArrayList<>();
        try (FrameSequence.Reader reader = capture.openFrames()) {
            for (CaptureFrame frame = reader.next(); frame != null; frame = reader.next()) {
                add(frames, new Frame(frame.host(), frame.seq(), -1, true, frame.receivedAt(), frame.bytes()));
            }
        }
        List<IdentityObservation> observations =
                capture.identities().values().stream().flatMap(List::stream).toList();

        int recorded = frames.size();
        frames = withMarkers(frames);
        List<PositionedPart> parts = List.of(noExport(new Publisher(1), 0));
        run(frames, observations, parts);

        System.out.println("reference capture through Flink: " + verdicts());
        assertSameRows(
                events.collected(), PureAudit.of(frames, observations, parts).judged());
        assertThat(recorded).isGreaterThan(80);
        assertThat(verdicts())
                .containsOnlyKeys(Verdict.VERIFIED, Verdict.NOTICE, Verdict.MALFORMED)
                .containsEntry(Verdict.MALFORMED, MARKERS);
    }

    @Test
    void theWholeGraphNeedsNoGeneratedUidAndNoKryo() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
        ClickHouseConfig clickHouse = ClickHouseConfig.parse("http://127.0.0.1:1", "writer", "");

        AuditPipeline.define(env, JobConfig.of("127.0.0.1:1", clickHouse));

        // Both are refused by the settings that the graph brings along.
        assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(11);
    }

    /** Unreadable frames of many hosts: once they are judged, so is (or waits) everything before them, in every subtask. */
    private static List<PositionedFrame> withMarkers(List<PositionedFrame> frames) {
        List<PositionedFrame> all = new ArrayList<>(frames);
        for (int i = 0; i < MARKERS; i++) {
            add(all, new Frame("marker-" + i, -1, -1, false, Publisher.START, new byte[0]));
        }
        return all;
    }

    /** Holds values back until so many events are judged: inputs of an operator race, and their order must be the same every time. */
    private static final class WaitForEvents<T> implements MapFunction<T, T> {
        private static final long serialVersionUID = 1L;
        private static final int MAX_LOOKS = 20_000;
        private final CollectingSink<JudgedEvent> events;
        private final String hostPrefix;
        private final long count;

        WaitForEvents(CollectingSink<JudgedEvent> events, String hostPrefix, long count) {
            this.events = events;
            this.hostPrefix = hostPrefix;
            this.count = count;
        }

        @Override
        public T map(T value) throws InterruptedException {
            for (int look = 0; look < MAX_LOOKS; look++) {
                long judged = events.collected().stream()
                        .filter(event -> event.event().facts().host().startsWith(hostPrefix))
                        .count();
                if (judged >= count) {
                    return value;
                }
                Thread.sleep(5);
            }
            throw new IllegalStateException("not " + count + " events judged");
        }
    }

    /** First the frames, then the observations, then the parts of exports. */
    private void run(List<PositionedFrame> frames, List<IdentityObservation> observations, List<PositionedPart> parts)
            throws Exception {
        Configuration configuration = new Configuration();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
        env.configure(AuditPipeline.required());
        DataStream<PositionedFrame> frameStream =
                env.fromData(frames, FlinkTypes.POSITIONED_FRAME).uid("frames");
        DataStream<IdentityObservation> observationStream = late(
                env.fromData(observations, FlinkTypes.IDENTITY_OBSERVATION),
                "observations",
                new WaitForEvents<>(events, "marker-", MARKERS));
        int before = PureAudit.of(frames, observations, List.of()).judged().size();
        DataStream<PositionedPart> partStream = late(
                env.fromData(parts, FlinkTypes.POSITIONED_PART), "exports", new WaitForEvents<>(events, "", before));
        DataStream<RecordedCounts> countStream =
                env.fromData(List.of(someCounts()), FlinkTypes.RECORDED_COUNTS).uid("counts");

        AuditPipeline.define(
                new AuditPipeline.Sources(
                        frameStream,
                        partStream,
                        observationStream,
                        countStream,
                        env.fromData(noPolicy(), FlinkTypes.POLICY_TEXT).uid("policy"),
                        env.fromData(List.of(someAlert()), FlinkTypes.POSITIONED_ALERT)
                                .uid("alert-records")),
                new AuditPipeline.Sinks(events, records, identities, counts, requests, repoRequests, alerts, alertRows),
                new JudgeFunction(Duration.ofMinutes(10), DidJudge.DEFAULT_KEY_GRACE));
        env.execute("test");
    }

    private static <T> DataStream<T> late(DataStreamSource<T> source, String name, WaitForEvents<T> wait) {
        return source.uid(name)
                .map(wait)
                .returns(source.getType())
                .setParallelism(1)
                .uid("wait-for-" + name);
    }

    private static PositionedPart noExport(Publisher publisher, long offset) {
        RepoRequest request = new RepoRequest(publisher.did(), RepoRequest.Reason.FIRST_SEEN, Publisher.START, "");
        return new PositionedPart(ExportPart.failure(request, "", Publisher.START, "no answer"), 0, offset);
    }

    /** Of frames. */
    private Map<Verdict, Integer> verdicts() {
        Map<Verdict, Integer> verdicts = new TreeMap<>();
        events.collected().stream()
                .filter(judged -> judged.event().export() == null)
                .forEach(judged -> verdicts.merge(judged.judgement().verdict(), 1, Integer::sum));
        return verdicts;
    }

    private static void assertSameRows(List<JudgedEvent> actual, List<JudgedEvent> expected) {
        List<String> surplus = rows(actual);
        List<String> missing = rows(expected);
        assertThat(actual).hasSameSizeAs(expected);
        surplus.removeAll(rows(expected));
        missing.removeAll(rows(actual));
        assertThat(surplus)
                .as("rows beyond those expected, which are %s", missing)
                .isEmpty();
    }

    /** The rows of events by their place, as text; when they were judged is the one thing that may differ. */
    private static List<String> rows(List<JudgedEvent> judged) {
        CollectedRows rows = new CollectedRows();
        judged.stream()
                .sorted(Comparator.comparing(event -> event.event().facts().offset()))
                .map(event ->
                        new JudgedEvent(event.event(), event.judgement(), 0, event.revision(), event.revisionReason()))
                .forEach(event -> new EventRows().rows(event, rows));
        return new ArrayList<>(rows.rows().stream().map(CollectedRows::text).toList());
    }

    /** As the judge alone would have told it: nothing is known of accounts, and no policy is in force. */
    private static Stream<RecordedEvent> recorded(List<JudgedEvent> judged) {
        return judged.stream()
                .filter(event ->
                        event.revision() == 0 && !event.event().records().isEmpty())
                .map(event -> new RecordedEvent(
                        event.event(),
                        event.judgement(),
                        "",
                        false,
                        event.event().records().stream()
                                .map(record -> TrustDecision.NONE)
                                .toList(),
                        ""));
    }

    private static RecordedEvent withoutAccount(RecordedEvent recorded) {
        return new RecordedEvent(
                recorded.event(), recorded.judgement(), "", false, recorded.decisions(), recorded.policyHash());
    }

    private static List<String> recordRows(Stream<RecordedEvent> recorded) {
        CollectedRows rows = new CollectedRows();
        recorded.forEach(event -> new RecordRows().rows(event, rows));
        return rows.rows().stream().map(CollectedRows::text).toList();
    }

    private static List<String> identityRows(List<JudgedIdentity> identities) {
        CollectedRows rows = new CollectedRows();
        identities.forEach(identity -> new IdentityRows().rows(identity, rows));
        return rows.rows().stream().map(CollectedRows::text).toList();
    }

    private static List<PolicyText> noPolicy() {
        return Stream.of(PolicyText.Kind.values())
                .map(kind -> new PolicyText(kind, "", "nobody", Publisher.START))
                .toList();
    }

    private static PositionedAlert someAlert() {
        return Alerts.positioned("some", 1, 7);
    }

    private static void add(List<PositionedFrame> frames, Frame frame) {
        frames.add(new PositionedFrame(frame, 0, frames.size()));
    }

    private static Frame tampered(Frame frame) {
        byte[] bytes = frame.bytes().clone();
        // Inside the record, near the end of the blocks.
        for (int i = bytes.length - 1; i > 0; i--) {
            if (bytes[i] == 'p' && bytes[i - 1] == 'p' && bytes[i - 2] == 'a') {
                bytes[i] = 'q';
                break;
            }
        }
        return new Frame(frame.host(), frame.seq(), frame.previousSeq(), frame.inScope(), frame.receivedAt(), bytes);
    }

    private static RecordedCounts someCounts() {
        return new RecordedCounts(
                new StreamCounts(Publisher.HOST, Publisher.START, 5, 3, Map.of("scope", 2L), 0, 0, 9, 12),
                Publisher.START);
    }
}
