package dev.sigwatch.ingest;

import dev.sigwatch.status.Endpoint;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** Reads the command line and the environment into options, collecting every problem on the way. */
final class IngestArguments {
    private static final Set<String> WITH_VALUE = Set.of(
            "--relay",
            "--cursor",
            "--pds",
            "--plc",
            "--doh",
            "--dns",
            "--scope",
            "--kafka",
            "--kafka-properties",
            "--partitions",
            "--replication",
            "--frame-retention-days",
            "--export-folder",
            "--watchlist",
            "--expectations",
            "--trust-policy",
            "--max-export-bytes",
            "--http-port",
            "--http-host");

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private final List<String> relays = new ArrayList<>();
    private final List<String> pds = new ArrayList<>();
    private final List<String> plc = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();
    private boolean allowLocal;
    private boolean help;

    private IngestArguments(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads options; empty if help is asked for.
     *
     * @throws IngestConfigException naming every problem
     */
    static Optional<IngestOptions> parse(String[] args, Map<String, String> environment) {
        IngestArguments arguments = new IngestArguments(environment);
        arguments.read(args);
        return arguments.help ? Optional.empty() : Optional.of(arguments.options());
    }

    /**
     * Where the process serves its status; empty for nowhere.
     *
     * @throws IllegalArgumentException saying what is wrong with the options
     */
    static Optional<Endpoint> endpoint(String[] args) {
        IngestArguments arguments = new IngestArguments(Map.of());
        arguments.read(args);
        return arguments.endpoint();
    }

    private Optional<Endpoint> endpoint() {
        return Endpoint.parse(values.getOrDefault("--http-host", ""), values.getOrDefault("--http-port", ""));
    }

    private void read(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String option = args[i];
            if (option.equals("--help")) {
                help = true;
            } else if (option.equals("--allow-local")) {
                allowLocal = true;
            } else if (!WITH_VALUE.contains(option)) {
                problems.add("unknown option " + option);
            } else if (i + 1 == args.length) {
                problems.add(option + ": needs a value");
            } else if (option.equals("--relay")) {
                relays.add(args[++i]);
            } else if (option.equals("--pds")) {
                pds.add(args[++i]);
            } else if (option.equals("--plc")) {
                plc.add(args[++i]);
            } else {
                values.put(option, args[++i]);
            }
        }
    }

    private IngestOptions options() {
        IngestOptions defaults = IngestOptions.defaults(text("--kafka", "SIGWATCH_KAFKA", ""));
        if (defaults.kafka().isEmpty()) {
            problems.add("--kafka: required");
        }
        try {
            Optional<Endpoint> unused = endpoint();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        IngestOptions options = new IngestOptions(
                new StreamOptions(relays(defaults.streams()), List.copyOf(pds), longNumber("--cursor", -1)),
                new IdentityOptions(
                        listed(plc, "SIGWATCH_PLC", defaults.identity().plc()),
                        text("--doh", "SIGWATCH_DOH", ""),
                        text("--dns", "SIGWATCH_DNS", "")),
                text("--scope", "SIGWATCH_SCOPE", defaults.scope()),
                allowLocal,
                defaults.kafka(),
                properties(),
                number("--partitions", defaults.partitions()),
                number("--replication", defaults.replication()),
                number("--frame-retention-days", defaults.frameRetentionDays()),
                exports(defaults.exports()),
                new PolicyOptions(file("--watchlist"), file("--expectations"), file("--trust-policy")));
        if (!problems.isEmpty()) {
            throw new IngestConfigException(problems);
        }
        return options;
    }

    private Optional<Path> file(String option) {
        return Optional.ofNullable(values.get(option)).map(Path::of);
    }

    private ExportOptions exports(ExportOptions defaults) {
        String folder = values.getOrDefault("--export-folder", defaults.folder().toString());
        return new ExportOptions(Path.of(folder), longNumber("--max-export-bytes", defaults.maxBytes()));
    }

    /** Who names a PDS and no relay wants none. */
    private List<String> relays(StreamOptions defaults) {
        return listed(relays, "SIGWATCH_RELAY", pds.isEmpty() ? defaults.relays() : List.of());
    }

    private List<String> listed(List<String> given, String variable, List<String> otherwise) {
        String listed = environment.getOrDefault(variable, "").strip();
        if (!given.isEmpty()) {
            return List.copyOf(given);
        }
        return listed.isEmpty() ? otherwise : List.of(listed.split("\\s*,\\s*", -1));
    }

    private String text(String option, String variable, String otherwise) {
        return values.getOrDefault(option, environment.getOrDefault(variable, otherwise));
    }

    private int number(String option, int otherwise) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, longNumber(option, otherwise)));
    }

    private long longNumber(String option, long otherwise) {
        String text = values.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            problems.add(option + " " + text + ": is not a number");
            return otherwise;
        }
    }

    private Map<String, String> properties() {
        Map<String, String> read = new TreeMap<>();
        String file = values.get("--kafka-properties");
        if (file == null) {
            return read;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("--kafka-properties " + file + ": cannot be read: " + e);
        }
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
