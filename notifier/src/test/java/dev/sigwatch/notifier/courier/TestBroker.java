package dev.sigwatch.notifier.courier;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.stream.Topics;
import dev.sigwatch.notifier.KafkaAccess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;

/** A real broker in this process, with the topics a notifier needs. */
public final class TestBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String bootstrap;
    private final KafkaProducer<String, byte[]> producer;

    public TestBroker(Path folder) throws Exception {
        int port = freePort();
        int controller = freePort();
        this.bootstrap = "127.0.0.1:" + port;
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("log.dirs", folder.resolve("kafka").toString()),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20))));
        format(folder, settings);
        this.server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.ALERTS, 2, (short) 1), new NewTopic(Topics.HEALTH, 1, (short) 1)))
                    .all()
                    .get();
        }
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    public KafkaAccess access() {
        return KafkaAccess.of(bootstrap);
    }

    /** Writes alerts, each to the partition of its id. */
    public void write(Alert... alerts) throws Exception {
        for (Alert alert : alerts) {
            write(Topics.ALERTS, alert.id(), AlertJson.write(alert).toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    public void write(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    @Override
    public void close() {
        producer.close();
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder, Properties settings) throws IOException {
        Path file = folder.resolve("kafka.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        int status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IOException("Kafka cannot format " + folder);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
