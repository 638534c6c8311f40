package dev.sigwatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.Verdict;
import dev.sigwatch.audit.capture.Capture;
import dev.sigwatch.audit.capture.CaptureFrame;
import dev.sigwatch.audit.capture.FrameSequence;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.row.CollectedRows;
import dev.sigwatch.job.row.EventRows;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.FreshIdentities;
import dev.sigwatch.job.value.JudgedEvent;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.RecordedCounts;
import dev.sigwatch.sink.ClickHouseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class AuditPipelineTest {
    private static final int PARALLELISM = 2;
    private static final int MARKERS = 32;

    private final CollectingSink<JudgedEvent> events = new CollectingSink<>();
    private final CollectingSink<FreshIdentities> identities = new CollectingSink<>();
    private final CollectingSink<RecordedCounts> counts = new CollectingSink<>();
    private final CollectingSink<IdentityRequest> requests = new CollectingSink<>();

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

        frames = withMarkers(frames);
        run(frames, observations);

        assertSameRows(events.collected(), PureAudit.of(frames, observations));
        assertThat(verdicts()).containsKeys(Verdict.values());
        assertThat(identities.collected()).hasSize(10);
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
        run(frames, observations);

        System.out.println("reference capture through Flink: " + verdicts());
        assertSameRows(events.collected(), PureAudit.of(frames, observations));
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
        assertThat(env.getStreamGraph().getJobGraph().getNumberOfVertices()).isEqualTo(5);
    }

    /** Unreadable frames of many hosts: once they are judged, so is (or waits) everything before them, in every subtask. */
    private static List<PositionedFrame> withMarkers(List<PositionedFrame> frames) {
        List<PositionedFrame> all = new ArrayList<>(frames);
        for (int i = 0; i < MARKERS; i++) {
            add(all, new Frame("marker-" + i, -1, -1, false, Publisher.START, new byte[0]));
        }
        return all;
    }

    /** Holds observations back until the markers are judged. */
    private static final class WaitForMarkers implements MapFunction<IdentityObservation, IdentityObservation> {
        private static final long serialVersionUID = 1L;
        private final CollectingSink<JudgedEvent> events;
        private final int markers;

        WaitForMarkers(CollectingSink<JudgedEvent> events, int markers) {
            this.events = events;
            this.markers = markers;
        }

        @Override
        public IdentityObservation map(IdentityObservation observation) throws InterruptedException {
            while (events.collected().stream()
                            .filter(judged -> judged.event().facts().host().startsWith("marker-"))
                            .count()
                    < markers) {
                Thread.sleep(5);
            }
            return observation;
        }
    }

    private void run(List<PositionedFrame> frames, List<IdentityObservation> observations) throws Exception {
        Configuration configuration = new Configuration();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, configuration);
        env.configure(AuditPipeline.required());
        DataStream<PositionedFrame> frameStream =
                env.fromData(frames, FlinkTypes.POSITIONED_FRAME).uid("frames");
        // Two inputs of an operator race; holding one back until the other is through makes their order the same every
        // time.
        DataStream<IdentityObservation> observationStream = env.fromData(observations, FlinkTypes.IDENTITY_OBSERVATION)
                .uid("observations")
                .map(new WaitForMarkers(events, MARKERS))
                .returns(FlinkTypes.IDENTITY_OBSERVATION)
                .setParallelism(1)
                .uid("wait");
        DataStream<RecordedCounts> countStream =
                env.fromData(List.of(someCounts()), FlinkTypes.RECORDED_COUNTS).uid("counts");

        AuditPipeline.define(
                new AuditPipeline.Sources(frameStream, observationStream, countStream),
                new AuditPipeline.Sinks(events, identities, counts, requests),
                Duration.ofMinutes(10));
        env.execute("test");
    }

    private Map<Verdict, Integer> verdicts() {
        Map<Verdict, Integer> verdicts = new TreeMap<>();
        events.collected().forEach(judged -> verdicts.merge(judged.judgement().verdict(), 1, Integer::sum));
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
                .map(event -> new JudgedEvent(event.event(), event.judgement(), 0))
                .forEach(event -> new EventRows().rows(event, rows));
        return new ArrayList<>(rows.rows().stream().map(CollectedRows::text).toList());
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
