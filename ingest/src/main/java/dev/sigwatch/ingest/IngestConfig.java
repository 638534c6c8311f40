package dev.sigwatch.ingest;

import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.feed.FeedSettings;
import dev.sigwatch.ingest.identity.DirectoryLimits;
import dev.sigwatch.ingest.identity.HandleLimits;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.log.LogSettings;
import dev.sigwatch.ingest.policy.PolicyFile;
import dev.sigwatch.ingest.repo.RepoLimits;
import dev.sigwatch.ingest.scope.Scope;
import dev.sigwatch.ingest.stream.RelayUrl;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * Everything ingest has to be told. Made by {@link IngestOptions#toConfig}, which checks it.
 *
 * @param relays whose streams are read, relays and PDSes; none for a replay
 * @param begin the cursor to begin with on a relay not read before, 0 for all it still has; empty to begin live
 * @param identity who is asked about identities
 * @param allowLocal whether the directory, did:web and PDSes may be loopback, over http
 * @param kafka where Kafka is
 * @param topics which topics to create
 * @param log how frames are written, and whose
 * @param desk how identity requests are dealt with
 * @param directory how hard directories are asked about single DIDs
 * @param feeds how hard their export feeds are
 * @param handles how hard the domains of handles are
 * @param exports how whole repositories are fetched
 * @param repos how hard they are asked for
 * @param policies the documents that alerts follow, one of each kind
 */
public record IngestConfig(
        List<RelayUrl> relays,
        OptionalLong begin,
        IdentitySources identity,
        boolean allowLocal,
        KafkaSettings kafka,
        TopicPlan topics,
        LogSettings log,
        DeskSettings desk,
        DirectoryLimits directory,
        FeedSettings feeds,
        HandleLimits handles,
        ExportOptions exports,
        RepoLimits repos,
        List<PolicyFile> policies) {

    /** The PLC directory whose answers keys are judged by. */
    public URI plc() {
        return identity.plc();
    }

    /** The scope of the log. */
    public Scope scope() {
        return log.scope();
    }
}
