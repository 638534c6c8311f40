package dev.sigwatch.standalone.cli;

import dev.sigwatch.ingest.ExportOptions;
import dev.sigwatch.ingest.IdentityOptions;
import dev.sigwatch.ingest.IngestConfigException;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.StreamOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network is audited, and how much of it. */
final class NetworkOptions {
    /** Stands where Kafka's address will, so that everything else can be checked before anything starts. */
    private static final String KAFKA_TO_COME = "kafka:0";

    @Option(
            names = "--relay",
            paramLabel = "URL",
            description =
                    "A relay to listen to, as wss://HOST or a host name; repeatable (default, where no --pds is given: "
                            + IngestOptions.PUBLIC_RELAY + ").")
    private List<String> relays = List.of();

    @Option(
            names = "--pds",
            paramLabel = "URL",
            description =
                    "A PDS to listen to, written as a relay; repeatable. It speaks for its own accounts only, so what it says of "
                            + "others is told apart from what a relay passes on.")
    private List<String> pds = List.of();

    @Option(
            names = "--cursor",
            paramLabel = "N",
            description =
                    "Where to begin on a relay that this data folder has not read yet: 0 for everything the relay still has "
                            + "(default: with what comes next).")
    private long cursor = -1;

    @Option(
            names = "--plc",
            paramLabel = "URL",
            defaultValue = IngestOptions.PUBLIC_PLC,
            description =
                    "The PLC directory; repeatable: the first one's answers are what keys are judged by, the others are witnesses "
                            + "that should say the same (default: ${DEFAULT-VALUE}).")
    private List<String> plc = List.of(IngestOptions.PUBLIC_PLC);

    @Option(
            names = "--doh",
            paramLabel = "URL",
            description =
                    "A resolver for DNS over HTTPS (RFC 8484), such as https://HOST/dns-query, to verify handles with.")
    private String doh = "";

    @Option(
            names = "--dns",
            paramLabel = "HOST[:PORT]",
            description = "A name server to verify handles with (default: the system's).")
    private String dns = "";

    @Option(
            names = "--scope",
            paramLabel = "publishers|all",
            defaultValue = "publishers",
            description =
                    "Whose events are judged (default: ${DEFAULT-VALUE}); publishers are all DIDs that have ever written an "
                            + "io.atcr record.")
    private String scope = "publishers";

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private PolicyFiles policy;

    @Option(
            names = "--allow-local",
            description =
                    "Let the PLC directory, PDSes and did:web hosts be loopback addresses over http: for tests and own networks.")
    private boolean allowLocal;

    /**
     * The options as ingest wants them; where Kafka is comes later.
     *
     * @param exports whole repositories, whose size is an option elsewhere
     * @throws CommandFailure naming every option that is wrong
     */
    IngestOptions checked(ExportOptions exports) {
        IngestOptions options = IngestOptions.defaults(KAFKA_TO_COME)
                .withStreams(new StreamOptions(relays(), pds, cursor))
                .withIdentity(new IdentityOptions(plc, doh, dns))
                .withScope(scope)
                .withAllowLocal(allowLocal)
                .withExports(exports)
                .withPolicy(policy.options());
        try {
            options.toConfig();
            return options;
        } catch (IngestConfigException e) {
            throw CommandFailure.usage("Invalid value for option " + String.join("; ", e.problems()));
        }
    }

    /** Who names a PDS and no relay wants none. */
    private List<String> relays() {
        return relays.isEmpty() && pds.isEmpty() ? List.of(IngestOptions.PUBLIC_RELAY) : relays;
    }
}
