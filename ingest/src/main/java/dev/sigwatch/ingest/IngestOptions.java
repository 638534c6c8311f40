package dev.sigwatch.ingest;

import dev.sigwatch.atproto.MalformedException;
import dev.sigwatch.atproto.car.BlockIndex;
import dev.sigwatch.ingest.desk.DeskSettings;
import dev.sigwatch.ingest.identity.DirectoryLimits;
import dev.sigwatch.ingest.kafka.KafkaSettings;
import dev.sigwatch.ingest.kafka.TopicPlan;
import dev.sigwatch.ingest.log.LogSettings;
import dev.sigwatch.ingest.repo.RepoLimits;
import dev.sigwatch.ingest.scope.Scope;
import dev.sigwatch.ingest.stream.RelayUrl;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The options as text, unchecked, with their defaults.
 *
 * @param relays URLs or host names
 * @param cursor where to begin on a relay not read before, 0 for all it still has; -1 to begin live
 * @param plc URL of the PLC directory
 * @param scope {@code publishers} or {@code all}
 * @param allowLocal whether the directory and did:web may be loopback, over http
 * @param kafka bootstrap servers
 * @param kafkaProperties for every Kafka client
 * @param partitions of the topics keyed by DID
 * @param replication of every topic, 0 for the broker's default
 * @param frameRetentionDays how long frames are kept
 * @param exports how whole repositories are fetched
 */
public record IngestOptions(
        List<String> relays,
        long cursor,
        String plc,
        String scope,
        boolean allowLocal,
        String kafka,
        Map<String, String> kafkaProperties,
        int partitions,
        int replication,
        int frameRetentionDays,
        ExportOptions exports) {
    /** The relay read where none is named. */
    public static final String PUBLIC_RELAY = "relay1.us-east.bsky.network";
    /** The directory asked where none is named. */
    public static final String PUBLIC_PLC = "https://plc.directory";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MAX_RELAYS = 16;
    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_RETENTION_DAYS = 36_500;

    /** The public network, scope publishers, on a Kafka. */
    public static IngestOptions defaults(String kafka) {
        return new IngestOptions(
                List.of(PUBLIC_RELAY),
                -1,
                PUBLIC_PLC,
                "publishers",
                false,
                kafka,
                Map.of(),
                4,
                0,
                7,
                ExportOptions.defaults());
    }

    /** These options with other relays. */
    public IngestOptions withRelays(List<String> urls) {
        return new IngestOptions(
                urls,
                cursor,
                plc,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports);
    }

    /** These options, beginning elsewhere on a relay not read before. */
    public IngestOptions withCursor(long begin) {
        return new IngestOptions(
                relays,
                begin,
                plc,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports);
    }

    /** These options with another directory. */
    public IngestOptions withPlc(String url) {
        return new IngestOptions(
                relays,
                cursor,
                url,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports);
    }

    /** These options with another scope. */
    public IngestOptions withScope(String name) {
        return new IngestOptions(
                relays,
                cursor,
                plc,
                name,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports);
    }

    /** These options, with loopback targets allowed or not. */
    public IngestOptions withAllowLocal(boolean allow) {
        return new IngestOptions(
                relays,
                cursor,
                plc,
                scope,
                allow,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports);
    }

    /** These options on another Kafka. */
    public IngestOptions withKafka(String bootstrap) {
        return new IngestOptions(
                relays,
                cursor,
                plc,
                scope,
                allowLocal,
                bootstrap,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                exports);
    }

    /** These options, fetching whole repositories otherwise. */
    public IngestOptions withExports(ExportOptions other) {
        return new IngestOptions(
                relays,
                cursor,
                plc,
                scope,
                allowLocal,
                kafka,
                kafkaProperties,
                partitions,
                replication,
                frameRetentionDays,
                other);
    }

    /**
     * Checks everything at once.
     *
     * @throws IngestConfigException naming every problem
     */
    public IngestConfig toConfig() {
        List<String> problems = new ArrayList<>();
        List<RelayUrl> urls = relayUrls(problems);
        URI directory = directory(problems);
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
        boolean isOwnNetwork = isLoopback(directory);
        return new IngestConfig(
                urls,
                cursor < 0 ? OptionalLong.empty() : OptionalLong.of(cursor),
                directory,
                allowLocal,
                KafkaSettings.of(kafka).withClientProperties(kafkaProperties),
                new TopicPlan(partitions, replication, Duration.ofDays(frameRetentionDays)),
                LogSettings.of(named.orElseThrow()),
                DeskSettings.lookups(),
                isOwnNetwork ? DirectoryLimits.ownDirectory() : DirectoryLimits.standard(),
                exports,
                isOwnNetwork ? RepoLimits.ownNetwork() : RepoLimits.standard());
    }

    private List<RelayUrl> relayUrls(List<String> problems) {
        List<RelayUrl> urls = new ArrayList<>();
        Set<String> hosts = new HashSet<>();
        for (String relay : relays) {
            try {
                RelayUrl url = RelayUrl.parse(relay);
                if (!hosts.add(url.host())) {
                    problems.add("--relay " + relay + ": given twice");
                }
                urls.add(url);
            } catch (MalformedException e) {
                problems.add("--relay: " + e.rule());
            }
        }
        range(problems, "number of --relay", relays.size(), 0, MAX_RELAYS);
        return urls;
    }

    private URI directory(List<String> problems) {
        try {
            URI uri = URI.create(plc);
            boolean plain = "http".equals(uri.getScheme());
            if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawUserInfo() != null) {
                problems.add("--plc " + plc + ": must be https://HOST[:PORT]");
            } else if (plain && !(allowLocal && isLoopback(uri))) {
                problems.add("--plc " + plc + ": http is for loopback with --allow-local only; use https");
            } else if (!plain && !"https".equals(uri.getScheme())) {
                problems.add("--plc " + plc + ": must be https://HOST[:PORT]");
            }
            return uri;
        } catch (IllegalArgumentException e) {
            problems.add("--plc " + plc + ": is not a URL");
            return URI.create(PUBLIC_PLC);
        }
    }

    private static boolean isLoopback(URI uri) {
        return uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    private static void range(List<String> problems, String option, long value, long low, long high) {
        if (value < low || value > high) {
            problems.add(option + " " + value + ": must be " + low + " to " + high);
        }
    }
}
