package dev.sigwatch.standalone.kafka;

import dev.sigwatch.standalone.data.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * One Kafka broker (and its controller) in this process, on loopback.
 *
 * <p>The folder survives clean stops, halts and changes of port. {@link #start} returns when clients are served.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on a folder, which is formatted on first use.
     *
     * @param directory the broker's own folder, created where absent; no other broker may use it
     * @param port the clients' port, 0 for any free one
     * @throws IOException if the folder cannot be used or the broker does not start
     */
    public static EmbeddedKafka start(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        int clientPort = FreePort.choose(port);
        Properties settings =
                new BrokerSettings(directory.toAbsolutePath(), clientPort, FreePort.choose(0)).toProperties();
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory, settings);
        }
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, clientPort);
        } catch (RuntimeException e) {
            if (server != null) {
                server.shutdown();
            }
            throw new IOException("Kafka did not start on port " + clientPort + ": " + e.getMessage(), e);
        }
    }

    /** Where clients connect, as {@code host:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker and waits until its logs are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory, Properties settings) throws IOException {
        Path file = directory.resolve("format.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status;
        try (PrintStream printer = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            status = StorageTool.execute(
                    new String[] {
                        "format", "-t", Uuid.randomUuid().toString(), "-c", file.toString(), "--ignore-formatted"
                    },
                    printer);
        } catch (KafkaException e) {
            throw new IOException("Kafka cannot format " + directory + ": " + e.getMessage(), e);
        }
        Files.delete(file);
        if (status != 0) {
            throw new IOException("Kafka cannot format " + directory + ": "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }
}
