package dev.sigwatch.job.kafka;

import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.stream.ExportPart;
import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.PolicyText;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.job.value.PositionedAlert;
import dev.sigwatch.job.value.PositionedFrame;
import dev.sigwatch.job.value.PositionedPart;
import dev.sigwatch.job.value.RecordedCounts;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a record of a topic is. */
interface Reading<T> extends Serializable {
    /** @throws IllegalStateException or IllegalArgumentException if the record was not written by this program */
    T read(ConsumerRecord<byte[], byte[]> record);

    static PositionedFrame frame(ConsumerRecord<byte[], byte[]> record) {
        return new PositionedFrame(
                Frame.fromRecord(headers(record.headers()), value(record)), record.partition(), record.offset());
    }

    static IdentityObservation observation(ConsumerRecord<byte[], byte[]> record) {
        return IdentityObservation.fromRecord(headers(record.headers()), value(record));
    }

    static PositionedPart part(ConsumerRecord<byte[], byte[]> record) {
        return new PositionedPart(
                ExportPart.fromRecord(headers(record.headers()), value(record)), record.partition(), record.offset());
    }

    static RecordedCounts counts(ConsumerRecord<byte[], byte[]> record) {
        return new RecordedCounts(StreamCounts.fromRecord(headers(record.headers())), record.timestamp() * 1_000);
    }

    static PolicyText policy(ConsumerRecord<byte[], byte[]> record) {
        return PolicyText.fromRecord(headers(record.headers()), value(record));
    }

    static PositionedAlert alert(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = value(record);
        return new PositionedAlert(
                AlertJson.read(value),
                new String(value, StandardCharsets.UTF_8),
                record.timestamp() * 1_000,
                record.partition(),
                record.offset());
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new IllegalStateException("record without a value: not written by this program");
        }
        return value;
    }

    private static Function<String, byte @Nullable []> headers(Headers headers) {
        return name -> {
            Header header = headers.lastHeader(name);
            return header == null ? null : header.value();
        };
    }
}
