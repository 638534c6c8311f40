package dev.sigwatch.standalone.pipeline;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.notify.NotifyPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What one process is made of.
 *
 * @param folder where everything is kept
 * @param home the program's own folder: the ClickHouse engine is found from it
 * @param httpPort our health and metrics
 * @param clickhousePort the embedded ClickHouse's HTTP port
 * @param clickhouse a server that already runs, with a user that may create tables; empty for the embedded one
 * @param kafka {@code host:port} of brokers that already run; empty for the embedded one
 * @param parallelism of the job, 1 to 64
 * @param holdTimeout how long the job waits for an identity before it says {@code UNPROVEN}
 * @param keyGrace how long after its replacement a key is still honoured
 * @param notified who is told of alerts
 */
public record PipelineConfig(
        DataFolder folder,
        Path home,
        Port httpPort,
        Port clickhousePort,
        Optional<ClickHouseConfig> clickhouse,
        Optional<String> kafka,
        int parallelism,
        Duration holdTimeout,
        Duration keyGrace,
        NotifyPlan notified) {

    /** The same, printing alerts. */
    public PipelineConfig withAlertLines() {
        return new PipelineConfig(
                folder,
                home,
                httpPort,
                clickhousePort,
                clickhouse,
                kafka,
                parallelism,
                holdTimeout,
                keyGrace,
                notified.withLines());
    }
}
