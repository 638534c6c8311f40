package dev.sigwatch.ingest.log;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.ingest.log.JournalException.Remedy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The journal in Kafka: one transactional producer. */
final class KafkaJournal implements Journal {
    private static final byte[] NOTHING = new byte[0];

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Supplier<Recovered> state;
    private final @Nullable TopicProvisioning provisioning;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean inTransaction;

    KafkaJournal(
            Supplier<Producer<byte[], byte[]>> producers,
            Supplier<Recovered> state,
            @Nullable TopicProvisioning provisioning) {
        this.producers = producers;
        this.state = state;
        this.provisioning = provisioning;
    }

    static KafkaJournal connect(KafkaSettings kafka, TopicProvisioning provisioning, LongSupplier nanoTime) {
        return new KafkaJournal(
                () -> new KafkaProducer<>(
                        producerProperties(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
                () -> new StateReader(kafka, nanoTime).read(),
                provisioning);
    }

    static Map<String, Object> producerProperties(KafkaSettings kafka) {
        return kafka.client(Map.ofEntries(
                Map.entry("client.id", "sigwatch-ingest"),
                Map.entry("transactional.id", kafka.transactionalId()),
                Map.entry("transaction.timeout.ms", 60_000),
                Map.entry("acks", "all"),
                Map.entry("enable.idempotence", true),
                Map.entry("compression.type", "zstd"),
                Map.entry("max.request.size", KafkaSettings.MAX_RECORD),
                Map.entry("buffer.memory", 64L << 20),
                Map.entry("batch.size", 256 << 10),
                Map.entry("linger.ms", 5),
                Map.entry("max.block.ms", 30_000),
                Map.entry("request.timeout.ms", 15_000),
                Map.entry("delivery.timeout.ms", 30_000)));
    }

    @Override
    public Recovered recover() throws JournalException {
        try {
            if (provisioning != null) {
                provisioning.provision();
            }
            producer = producers.get();
            producer.initTransactions();
            return state.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (KafkaException e) {
            throw failed("opening", e);
        }
    }

    @Override
    public void write(String key, Frame frame) throws JournalException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.FRAMES, utf8(key), frame.bytes());
        frame.headers().forEach(record.headers()::add);
        send(record, "writing a frame");
    }

    @Override
    public void commit(Changes changes) throws JournalException {
        for (Map.Entry<String, Long> cursor : changes.cursors().entrySet()) {
            state(StateKey.Kind.CURSOR, cursor.getKey(), Long.toString(cursor.getValue()));
        }
        for (Map.Entry<String, Long> publisher : changes.publishers().entrySet()) {
            state(StateKey.Kind.PUBLISHER, publisher.getKey(), Long.toString(publisher.getValue()));
        }
        for (RepoRequest request : changes.requests()) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(Topics.REPO_REQUESTS, utf8(request.did()), NOTHING);
            request.headers().forEach(record.headers()::add);
            send(record, "requesting a repository");
        }
        for (Map.Entry<String, List<ForwardedFrame>> host : changes.forwarded().entrySet()) {
            state(StateKey.Kind.FORWARDED, host.getKey(), ForwardedFrame.format(host.getValue()));
        }
        for (StreamCounts counts : changes.counts()) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.STATUS, utf8(counts.host()), NOTHING);
            counts.headers().forEach(record.headers()::add);
            send(record, "writing counts");
        }
        try {
            open().commitTransaction();
            inTransaction = false;
        } catch (KafkaException e) {
            throw failed("committing", e);
        }
    }

    private void state(StateKey.Kind kind, String name, String value) throws JournalException {
        send(new ProducerRecord<>(Topics.STATE, utf8(new StateKey(kind, name).text()), utf8(value)), "writing state");
    }

    // The future is not looked at: a failed send shows in the commit, which cannot succeed without it.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record, String what) throws JournalException {
        try {
            Producer<byte[], byte[]> open = open();
            if (!inTransaction) {
                open.beginTransaction();
                inTransaction = true;
            }
            open.send(record);
        } catch (KafkaException e) {
            throw failed(what, e);
        }
    }

    private Producer<byte[], byte[]> open() {
        if (producer == null) {
            throw new IllegalStateException("recover first");
        }
        return producer;
    }

    private static JournalException failed(String what, KafkaException e) {
        Remedy remedy =
                KafkaFaults.isOperators(e) ? Remedy.GIVE_UP : KafkaFaults.isFenced(e) ? Remedy.FENCED : Remedy.RETRY;
        String hint = remedy == Remedy.FENCED ? " (does a second ingest run with the same transactional id?)" : "";
        return new JournalException(remedy, "Kafka: " + what + ": " + KafkaFaults.describe(e) + hint, e);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(inTransaction ? Duration.ZERO : Duration.ofSeconds(5));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
