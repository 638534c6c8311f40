package dev.sigwatch.ingest;

import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.identity.DirectoryLimits;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.log.LogSettings;
import dev.sigwatch.ingest.repo.RepoLimits;
import dev.sigwatch.ingest.scope.Scope;
import dev.sigwatch.ingest.stream.RelayUrl;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * Everything ingest has to be told. Made by {@link IngestOptions#toConfig}, which checks it.
 *
 * @param relays whose streams are read; none for a replay
 * @param begin the cursor to begin with on a relay not read before, 0 for all it still has; empty to begin live
 * @param plc the PLC directory
 * @param allowLocal whether the directory, did:web and PDSes may be loopback, over http
 * @param kafka where Kafka is
 * @param topics which topics to create
 * @param log how frames are written, and whose
 * @param desk how identity requests are dealt with
 * @param directory how hard directories are asked
 * @param exports how whole repositories are fetched
 * @param repos how hard they are asked for
 */
public record IngestConfig(
        List<RelayUrl> relays,
        OptionalLong begin,
        URI plc,
        boolean allowLocal,
        KafkaSettings kafka,
        TopicPlan topics,
        LogSettings log,
        DeskSettings desk,
        DirectoryLimits directory,
        ExportOptions exports,
        RepoLimits repos) {

    /** The scope of the log. */
    public Scope scope() {
        return log.scope();
    }
}
