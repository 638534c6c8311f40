package dev.sigwatch.ingest;

import dev.sigwatch.ingest.feed.FeedStatus;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.stream.RelayStatus;
import dev.sigwatch.status.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/** Ingest as a process of its own, for a cluster. */
public final class IngestMain {
    /** Bad usage, as in sysexits. */
    static final int USAGE = 64;

    private static final int FAILED = 1;
    private static final int STATUS_SECONDS = 10;
    private static final String HELP = """
            Reads ATProto relays into Kafka, answers identity requests and fetches repositories.

              --kafka HOST:PORT            bootstrap servers (required; SIGWATCH_KAFKA)
              --kafka-properties FILE      more properties for every Kafka client, such as security settings
              --relay URL                  relay to read, repeatable (SIGWATCH_RELAY, comma-separated)
              --pds URL                    PDS to read, repeatable: its stream speaks for its own accounts only
              --cursor N                   where to begin on a relay not read before, 0 for all it still has; default live
              --plc URL                    PLC directory, repeatable: the first is believed, the others are its witnesses
                                           (SIGWATCH_PLC, comma-separated)
              --doh URL                    resolver for DNS over HTTPS (RFC 8484) for handles (SIGWATCH_DOH)
              --dns HOST[:PORT]            name server for handles, default the system's (SIGWATCH_DNS)
              --watchlist FILE             whom to watch closely and which keys are revoked, read again when it changes
              --expectations FILE          which changes are expected, read again when it changes
              --trust-policy FILE          whose images count where, read again when it changes
              --scope publishers|all       whose frames are kept (SIGWATCH_SCOPE)
              --allow-local                directory, did:web and PDSes may be loopback, over http
              --partitions N               of new topics keyed by DID, default 4
              --replication N              of new topics, default: the broker's
              --frame-retention-days N     of a new frame topic, default 7
              --export-folder DIR          where repositories lie while they are verified, default among temporary files
              --max-export-bytes N         longest repository taken, 0 for none, default 1073741824; four may lie there at once
              --http-port N                serves /health and /metrics there; default nowhere
              --http-host ADDRESS          on this address, default loopback
              --help

            Options win over environment variables.
            """;

    private IngestMain() {}

    /** Runs until stopped; exits 64 for bad usage, 1 if it cannot go on. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        IngestConfig config;
        try {
            Optional<IngestOptions> options = IngestArguments.parse(args, environment);
            if (options.isEmpty()) {
                out.print(HELP);
                return 0;
            }
            config = options.get().toConfig();
        } catch (IngestConfigException e) {
            e.problems().forEach(problem -> err.println("ingest: " + problem));
            err.println("ingest: --help lists the options");
            return USAGE;
        }
        out.println("ingest: " + config);
        return serve(config, IngestArguments.endpoint(args), out, err);
    }

    private static int serve(IngestConfig config, Optional<Endpoint> endpoint, PrintStream out, PrintStream err)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        try (IngestService service = IngestService.start(config, clock);
                IngestEndpoint served = IngestEndpoint.serve(endpoint, service::status, clock)) {
            served.address().ifPresent(address -> out.println("ingest: status at " + address));
            Thread stop = new Thread(service::close, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            while (true) {
                IngestStatus status = service.status();
                if (status.failure().isPresent()) {
                    err.println("ingest: cannot go on: " + status.failure().get());
                    Runtime.getRuntime().removeShutdownHook(stop);
                    return FAILED;
                }
                out.println("ingest: " + line(status));
                TimeUnit.SECONDS.sleep(STATUS_SECONDS);
            }
        } catch (KafkaException e) {
            err.println("ingest: cannot start: " + KafkaFaults.describe(e));
            return FAILED;
        } catch (IOException e) {
            err.println("ingest: cannot start: " + e.getMessage());
            return FAILED;
        }
    }

    private static String line(IngestStatus status) {
        StringBuilder line = new StringBuilder();
        line.append("log ").append(status.log().phase()).append(", ");
        line.append(status.log().committedFrames()).append(" frames, ");
        line.append(status.log().publishers()).append(" publishers");
        for (RelayStatus relay : status.relays()) {
            line.append("; ").append(relay.host()).append(relay.connected() ? " up " : " down ");
            line.append(relay.received()).append(" received");
            if (!relay.detail().isEmpty()) {
                line.append(" (").append(relay.detail()).append(')');
            }
        }
        for (FeedStatus feed : status.feeds()) {
            line.append("; feed of ").append(feed.directory()).append(' ').append(feed.phase());
            line.append(" at ").append(feed.position());
        }
        line.append("; resolver ").append(status.resolver().pending()).append(" pending, ");
        line.append(status.resolver().lookups()).append(" lookups, ");
        line.append(status.resolver().failures()).append(" failed");
        line.append("; repositories ").append(status.repos().pending()).append(" pending, ");
        line.append(status.repos().fetched()).append(" fetched, ");
        return line.append(status.repos().failed()).append(" failed").toString();
    }
}
