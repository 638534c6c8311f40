package dev.sigwatch.job.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the records of one topic. */
final class RecordReader<T> implements KafkaRecordDeserializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final Reading<T> reading;
    private final TypeInformation<T> type;

    RecordReader(Reading<T> reading, TypeInformation<T> type) {
        this.reading = reading;
        this.type = type;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) throws IOException {
        try {
            out.collect(reading.read(record));
        } catch (IllegalStateException | IllegalArgumentException e) {
            // Somebody else writes to our topic: skipping the record would hide it.
            throw new IOException(
                    "topic " + record.topic() + " partition " + record.partition() + " offset " + record.offset() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }
}
