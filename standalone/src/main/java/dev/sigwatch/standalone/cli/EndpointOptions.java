package dev.sigwatch.standalone.cli;

import dev.sigwatch.status.Endpoint;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a process of its own serves its status. */
final class EndpointOptions {
    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "Serve /health and /metrics on this port, 0 for any free one (default: nowhere).")
    private String port = "";

    @Option(
            names = "--http-host",
            paramLabel = "ADDRESS",
            description = "Serve them on this address (default: " + Endpoint.LOOPBACK + ").")
    private String host = "";

    /**
     * The options checked.
     *
     * @throws CommandFailure naming the option that is wrong
     */
    Optional<Endpoint> endpoint() {
        try {
            return Endpoint.parse(host, port);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }
}
