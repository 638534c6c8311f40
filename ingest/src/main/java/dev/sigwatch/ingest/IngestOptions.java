package dev.sigwatch.ingest;

import dev.sigwatch.atproto.car.BlockIndex;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The options as text, unchecked, with their defaults.
 *
 * @param streams which streams are read
 * @param identity who is asked about identities
 * @param scope {@code publishers} or {@code all}
 * @param allowLocal whether directories and did:web may be loopback, over http
 * @param kafka bootstrap servers
 * @param kafkaProperties for every Kafka client
 * @param partitions of the topics keyed by DID
 * @param replication of every topic, 0 for the broker's default
 * @param frameRetentionDays how long frames are kept
 * @param exports how whole repositories are fetched
 * @param policy the documents that alerts follow
 */
public record IngestOptions(
        StreamOptions streams,
        IdentityOptions identity,
        String scope,
        boolean allowLocal,
        String kafka,
        Map<String, String> kafkaProperties,
        int partitions,
        int replication,
        int frameRetentionDays,
        ExportOptions exports,
        PolicyOptions policy) {
    /** The relay read where none is named. */
    public static final String PUBLIC_RELAY = StreamOptions.PUBLIC_RELAY;
    /** The directory asked where none is named. */
    public static final String PUBLIC_PLC = IdentityOptions.PUBLIC_PLC;

    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_RETENTION_DAYS = 36_500;

    /** The public network, scope publishers, on a Kafka. */
    public static IngestOptions defaults(String kafka) {
        return new IngestOptions(
                StreamOptions.defaults(),
                IdentityOptions.defaults(),
                "publishers",
                false,
                kafka,
                Map.of(),
                4,
                0,
                7,
                ExportOptions.defaults(),
                PolicyOptions.none());
    }

    /** These options with other relays. */
    public IngestOptions withRelays(List<String> urls) {
        return withStreams(new StreamOptions(urls, streams.pds(), streams.cursor()));
    }

    /** These options, beginning elsewhere on a relay not read before. */
    public IngestOptions withCursor(long begin) {
        return withStreams(new StreamOptions(streams.relays(), streams.pds(), begin));
    }

    /** These options with another directory, alone. */
    public IngestOptions withPlc(String url) {
        return withIdentity(identity.withPlc(List.of(url)));
    }

    /** These options, reading other streams. */
    public IngestOptions withStreams(StreamOptions other) {
        return new IngestOptions(
                other,
                identity,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports,
                policy);
    }

    /** These options, asking others about identities. */
    public IngestOptions withIdentity(IdentityOptions other) {
        return new IngestOptions(
                streams,
                other,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports,
                policy);
    }

    /** These options with another scope. */
    public IngestOptions withScope(String name) {
        return new IngestOptions(
                streams,
                identity,
                name,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports,
                policy);
    }

    /** These options, with loopback targets allowed or not. */
    public IngestOptions withAllowLocal(boolean allow) {
        return new IngestOptions(
                streams,
                identity,
                scope,
                allow,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports,
                policy);
    }

    /** These options on another Kafka. */
    public IngestOptions withKafka(String bootstrap) {
        return new IngestOptions(
                streams,
                identity,
                scope,
                allowLocal,
                bootstrap,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports,
                policy);
    }

    /** These options, fetching whole repositories otherwise. */
    public IngestOptions withExports(ExportOptions other) {
        return new IngestOptions(
                streams,
                identity,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                other,
                policy);
    }

    /** These options, with other documents for alerts to follow. */
    public IngestOptions withPolicy(PolicyOptions other) {
        return new IngestOptions(
                streams,
                identity,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports,
                other);
    }

    /**
     * Checks everything at once.
     *
     * @throws IngestConfigException naming every problem
     */
    public IngestConfig toConfig() {
        List<String> problems = new ArrayList<>();
        List<RelayUrl> urls = streams.check(problems);
        IdentitySources sources = identity.check(allowLocal, problems);
        List<PolicyFile> policies = policy.check(problems);
        Optional<Scope> named = Scope.ofName(scope);
        if (named.isEmpty()) {
            problems.add("--scope " + scope + ": must be publishers or all");
        }
        if (!kafka.matches("[^\\s,:]+:[0-9]{1,5}(,[^\\s,:]+:[0-9]{1,5})*")) {
            problems.add("--kafka " + kafka + ": must be HOST:PORT, comma-separated");
        }
        range(problems, "--partitions", partitions, 1, MAX_PARTITIONS);
        range(problems, "--replication", replication, 0, Short.MAX_VALUE);
        range(problems, "--frame-retention-days", frameRetentionDays, 1, MAX_RETENTION_DAYS);
        range(problems, "--max-export-bytes", exports.maxBytes(), 0, BlockIndex.MAX_POSITION);
        if (!problems.isEmpty()) {
            throw new IngestConfigException(problems);
        }
        boolean isOwnNetwork = IdentityOptions.isLoopback(sources.plc());
        return new IngestConfig(
                urls,
                streams.cursor() < 0 ? OptionalLong.empty() : OptionalLong.of(streams.cursor()),
                sources,
                allowLocal,
                KafkaSettings.of(kafka).withClientProperties(kafkaProperties),
                new TopicPlan(partitions, replication, Duration.ofDays(frameRetentionDays)),
                LogSettings.of(named.orElseThrow()),
                DeskSettings.lookups(),
                isOwnNetwork ? DirectoryLimits.ownDirectory() : DirectoryLimits.standard(),
                isOwnNetwork ? FeedSettings.ownDirectory() : FeedSettings.standard(),
                isOwnNetwork ? HandleLimits.ownNetwork() : HandleLimits.standard(),
                exports,
                isOwnNetwork ? RepoLimits.ownNetwork() : RepoLimits.standard(),
                policies);
    }

    private static void range(List<String> problems, String option, long value, long low, long high) {
        if (value < low || value > high) {
            problems.add(option + " " + value + ": must be " + low + " to " + high);
        }
    }
}
