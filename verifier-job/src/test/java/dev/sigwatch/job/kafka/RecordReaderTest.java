package dev.sigwatch.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityRequest;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.job.Alerts;
import dev.sigwatch.job.Publisher;
import dev.sigwatch.job.type.FlinkTypes;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    private static final byte[] KEY = {'k'};

    @Test
    void aFrameKeepsItsPlaceWhateverItsBytesAre() throws IOException {
        for (byte[] bytes :
                new byte[][] {{}, {(byte) 0xff, 0}, new Publisher(1).commit().bytes()}) {
            Frame frame = new Frame("relay.test", -1, 7, true, 5, bytes);

            PositionedFrame read =
                    read(Reading::frame, FlinkTypes.POSITIONED_FRAME, record(Topics.FRAMES, frame.headers(), bytes));

            assertThat(read).isEqualTo(new PositionedFrame(frame, 3, 41));
        }
    }

    @Test
    void observationsAndCountsComeBack() throws IOException {
        IdentityObservation observation = new Publisher(1).document(4);
        StreamCounts counts = new StreamCounts("relay.test", 1, 2, 3, Map.of("scope", 4L), 5, 6, 7, 8);

        assertThat(read(
                        Reading::observation,
                        FlinkTypes.IDENTITY_OBSERVATION,
                        record(Topics.OBSERVATIONS, observation.headers(), observation.body())))
                .isEqualTo(observation);
        assertThat(read(
                        Reading::counts,
                        FlinkTypes.RECORDED_COUNTS,
                        record(Topics.STATUS, counts.headers(), new byte[0])))
                .isEqualTo(new RecordedCounts(counts, ConsumerRecord.NO_TIMESTAMP * 1_000L));
    }

    @Test
    void aPartOfAnExportKeepsItsPlace() throws IOException {
        ExportPart part = new ExportPart(
                "did:plc:a",
                "https://pds.test/x",
                5,
                RepoRequest.Reason.SYNC,
                1,
                3,
                70,
                9,
                "",
                List.of(new ExportPart.Problem("DEPTH", "a b"), new ExportPart.Problem("CAR", "")),
                new byte[] {1, 2});

        assertThat(read(
                        Reading::part,
                        FlinkTypes.POSITIONED_PART,
                        record(Topics.REPO_EXPORTS, part.headers(), part.car())))
                .isEqualTo(new PositionedPart(part, 3, 41));
    }

    @Test
    void aPolicyDocumentComesBackVerbatim() throws IOException {
        PolicyText text = new PolicyText(PolicyText.Kind.WATCHLIST, "watch:\n  - did: é", "w.yaml", 5);

        assertThat(read(
                        Reading::policy,
                        FlinkTypes.POLICY_TEXT,
                        record(Topics.POLICY, text.headers(), text.text().getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text);
    }

    @Test
    @SuppressWarnings("NullAway") // The writer needs neither context nor timestamp.
    void anAlertComesBackAsItWasToldWithItsPlace() throws IOException {
        ProducerRecord<byte[], byte[]> told = new AlertWriter().serialize(Alerts.alert("a", 2), null, null);

        assertThat(told.topic()).isEqualTo("audit.alerts");
        assertThat(new String(told.key(), StandardCharsets.UTF_8)).isEqualTo("did:plc:a");
        PositionedAlert expected = Alerts.positioned("a", 2, 41);
        assertThat(read(Reading::alert, FlinkTypes.POSITIONED_ALERT, record(Topics.ALERTS, Map.of(), told.value())))
                .isEqualTo(new PositionedAlert(
                        expected.alert(), expected.json(), ConsumerRecord.NO_TIMESTAMP * 1_000, 3, 41));
    }

    @Test
    void aForeignRecordIsNamedByItsPlace() {
        assertThatThrownBy(() -> read(
                        Reading::frame,
                        FlinkTypes.POSITIONED_FRAME,
                        record(Topics.FRAMES, Map.of("host", KEY), new byte[1])))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("firehose.frames", "partition 3", "offset 41", "seq");
    }

    @Test
    @SuppressWarnings("NullAway") // The writer needs neither context nor timestamp.
    void aRequestIsWhatTheResolverReads() {
        IdentityRequest request =
                new IdentityRequest("did:plc:a", IdentityRequest.Reason.SIGNATURE_FAILED, Publisher.START);

        ProducerRecord<byte[], byte[]> record = RequestWriter.toResolver().serialize(request, null, null);

        assertThat(record.topic()).isEqualTo("identity.requests");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("did:plc:a");
        assertThat(IdentityRequest.fromRecord(header(record))).isEqualTo(request);
    }

    @Test
    @SuppressWarnings("NullAway") // The writer needs neither context nor timestamp.
    void aRequestIsWhatTheFetcherReads() {
        RepoRequest request =
                new RepoRequest("did:plc:a", RepoRequest.Reason.CHAIN_BROKEN, Publisher.START, "3lf2222222222");

        ProducerRecord<byte[], byte[]> record = RequestWriter.toFetcher().serialize(request, null, null);

        assertThat(record.topic()).isEqualTo("repo.requests");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("did:plc:a");
        assertThat(RepoRequest.fromRecord(header(record))).isEqualTo(request);
    }

    private static Function<String, byte @Nullable []> header(ProducerRecord<byte[], byte[]> record) {
        return name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : header.value();
        };
    }

    private static <T> T read(Reading<T> reading, TypeInformation<T> type, ConsumerRecord<byte[], byte[]> record)
            throws IOException {
        List<T> out = new ArrayList<>();
        new RecordReader<>(reading, type).deserialize(record, new ListCollector<>(out));
        assertThat(out).hasSize(1);
        return out.get(0);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, Map<String, byte[]> headers, byte[] value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(topic, 3, 41, KEY, value);
        headers.forEach((name, bytes) -> record.headers().add(name, bytes));
        return record;
    }
}
