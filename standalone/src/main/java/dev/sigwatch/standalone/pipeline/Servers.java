package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.kafka.TopicProvisioning;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import dev.sigwatch.standalone.flink.EmbeddedFlink;
import dev.sigwatch.standalone.flink.FlinkSettings;
import dev.sigwatch.standalone.kafka.EmbeddedKafka;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;

/** Starts the three servers that ingest and the job stand on, or finds the ones that already run. */
final class Servers {
    /** As in Flink's own distribution; gives way where taken. */
    private static final int FLINK_WEB_PORT = 8081;

    private final PipelineConfig config;
    private final Map<String, String> environment;
    private final Parts parts;
    private final Progress progress;

    Servers(PipelineConfig config, Map<String, String> environment, Parts parts, Progress progress) {
        this.config = config;
        this.environment = environment;
        this.parts = parts;
        this.progress = progress;
    }

    /** ClickHouse as writer and reader see it. */
    record ClickHouse(ClickHouseConfig writer, ClickHouseConfig reader) {}

    ClickHouse clickhouse() throws ClickHouseException, InterruptedException {
        ClickHouse addresses = config.clickhouse().isPresent()
                ? runningClickHouse(config.clickhouse().get())
                : embeddedClickHouse();
        new Migrator(addresses.writer()).migrate();
        progress.say("ClickHouse is ready at " + addresses.reader().url());
        return addresses;
    }

    String kafka() throws IOException, InterruptedException {
        Optional<String> given = config.kafka();
        String bootstrap = given.isPresent() ? given.get() : embeddedKafka();
        topics(bootstrap);
        progress.say("Kafka is ready at " + bootstrap);
        return bootstrap;
    }

    EmbeddedFlink flink() throws IOException {
        FlinkSettings settings = new FlinkSettings(
                config.folder().flink(),
                config.parallelism(),
                new Port(FLINK_WEB_PORT, false).choose(),
                config.folder().logs().resolve("sigwatch.log"));
        EmbeddedFlink flink = EmbeddedFlink.start(settings);
        parts.add(Part.silent(PartName.FLINK, flink::close));
        progress.say("Flink is ready at " + flink.web());
        return flink;
    }

    /** Ingest makes them too; but the job may be there first. */
    private static void topics(String bootstrap) throws IOException, InterruptedException {
        try {
            new TopicProvisioning(KafkaSettings.of(bootstrap), TopicPlan.standard()).provision();
        } catch (KafkaException e) {
            throw new IOException(KafkaFaults.describe(e) + " (at " + bootstrap + ")", e);
        }
    }

    private ClickHouse embeddedClickHouse() throws ClickHouseException, InterruptedException {
        EngineConfig engine = EngineConfig.of(
                EngineConfig.findLibrary(environment, config.home()),
                config.folder().root(),
                config.clickhousePort().choose());
        EmbeddedClickHouse clickhouse = EmbeddedClickHouse.start(engine);
        parts.add(new Part(PartName.CLICKHOUSE, clickhouse::close, clickhouse.onExit()));
        return new ClickHouse(clickhouse.writer(), clickhouse.reader());
    }

    private static ClickHouse runningClickHouse(ClickHouseConfig given)
            throws ClickHouseException, InterruptedException {
        if (!new ClickHouseReader(given).ping()) {
            throw ClickHouseException.permanent("no answer from " + given + ": is it up, are user and password right?");
        }
        return new ClickHouse(given, given);
    }

    private String embeddedKafka() throws IOException {
        EmbeddedKafka kafka = EmbeddedKafka.start(config.folder().kafka(), 0);
        parts.add(new Part(PartName.KAFKA, kafka::close, new CompletableFuture<>()));
        return kafka.bootstrapServers();
    }
}
