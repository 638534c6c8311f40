package dev.sigwatch.standalone.cli;

import dev.sigwatch.ingest.IngestConfigException;
import dev.sigwatch.ingest.IngestOptions;
import dev.sigwatch.ingest.PolicyOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The documents that people keep. */
final class PolicyFiles {
    @Option(
            names = "--watchlist",
            paramLabel = "FILE",
            description = "Whom to watch closely and which keys are revoked, as YAML; read again when it changes.")
    private @Nullable Path watchlist;

    @Option(
            names = "--expectations",
            paramLabel = "FILE",
            description = "Which changes are expected, as YAML; read again when it changes.")
    private @Nullable Path expectations;

    @Option(
            names = "--trust-policy",
            paramLabel = "FILE",
            description = "Whose images count where, as YAML; read again when it changes.")
    private @Nullable Path trustPolicy;

    /**
     * The documents, read once to see that they can be.
     *
     * @throws CommandFailure naming what is wrong in them, with its line
     */
    PolicyOptions checked() {
        try {
            IngestOptions.defaults("127.0.0.1:9092").withPolicy(options()).toConfig();
            return options();
        } catch (IngestConfigException e) {
            throw CommandFailure.usage("Invalid value for option " + String.join("; ", e.problems()));
        }
    }

    PolicyOptions options() {
        return new PolicyOptions(
                Optional.ofNullable(watchlist), Optional.ofNullable(expectations), Optional.ofNullable(trustPolicy));
    }
}
