package dev.sigwatch.job;

import dev.sigwatch.audit.judge.DidJudge;
import dev.sigwatch.sink.ClickHouseConfig;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The job's options as a user writes them. {@code --some-option} may also be given as {@code SIGWATCH_SOME_OPTION}; the command
 * line wins.
 */
final class JobOptions {
    /** Every option, in the order of the help, with what it is. */
    static final Map<String, String> ALL = all();

    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    private static final int MAX_PARALLELISM = 1_024;
    private static final int MAX_BATCH_ROWS = 1_000_000;
    private static final int MIN_BATCH_BYTES = 64 << 10;
    private static final int MAX_BATCH_BYTES = 256 << 20;

    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private JobOptions() {}

    static JobConfig parse(List<String> args, Map<String, String> environment) {
        JobOptions options = new JobOptions();
        options.environment(environment);
        options.arguments(args);
        JobConfig config = new JobConfig(
                options.required("kafka"),
                options.clickHouse(),
                options.text("clickhouse-user", ClickHouseConfig.WRITER),
                options.text("clickhouse-password", ""),
                options.text("group", JobConfig.DEFAULT_GROUP),
                options.duration("hold-timeout", JobConfig.DEFAULT_HOLD_TIMEOUT, Duration.ofSeconds(1)),
                options.duration("key-grace", DidJudge.DEFAULT_KEY_GRACE, Duration.ZERO),
                options.number("parallelism", 0, 0, MAX_PARALLELISM),
                options.given.get("checkpoint-dir"),
                options.duration("checkpoint-interval", JobConfig.DEFAULT_CHECKPOINT_INTERVAL, MIN_INTERVAL),
                options.number("batch-rows", JobConfig.DEFAULT_BATCH_ROWS, 1, MAX_BATCH_ROWS),
                options.number("batch-bytes", JobConfig.DEFAULT_BATCH_BYTES, MIN_BATCH_BYTES, MAX_BATCH_BYTES));
        if (!options.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", options.problems));
        }
        return config;
    }

    private static Map<String, String> all() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("kafka", "Kafka bootstrap servers, host:port[,host:port...]");
        options.put("clickhouse", "ClickHouse HTTP interface, http[s]://host[:port][/database]");
        options.put("clickhouse-user", "default " + ClickHouseConfig.WRITER);
        options.put("clickhouse-password", "better given as SIGWATCH_CLICKHOUSE_PASSWORD; default none");
        options.put("group", "Kafka consumer group, default " + JobConfig.DEFAULT_GROUP);
        options.put("hold-timeout", "how long an event waits for an identity, such as 90s, 10m or 1h; default 10m");
        options.put("key-grace", "how long after its replacement a key is still honoured; default 10m");
        options.put("parallelism", "subtasks per operator, default the cluster's");
        options.put("checkpoint-dir", "URL of the folder for checkpoints, default the cluster's");
        options.put("checkpoint-interval", "such as 500ms or 1s; default 1s");
        options.put("batch-rows", "most rows of one insert, default " + JobConfig.DEFAULT_BATCH_ROWS);
        options.put("batch-bytes", "bytes from which an insert is divided, default " + JobConfig.DEFAULT_BATCH_BYTES);
        return options;
    }

    /** One line per option. */
    static String help() {
        StringBuilder help =
                new StringBuilder("flink run verifier-job.jar --kafka HOST:PORT --clickhouse URL [options]\n");
        ALL.forEach((name, meaning) -> help.append(String.format(Locale.ROOT, "  --%-20s %s%n", name, meaning)));
        return help.toString();
    }

    private void environment(Map<String, String> environment) {
        for (String name : ALL.keySet()) {
            String value = environment.get(variable(name));
            if (value != null && !value.isEmpty()) {
                given.put(name, value);
            }
        }
    }

    static String variable(String option) {
        return "SIGWATCH_" + option.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private void arguments(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (!name.startsWith("--") || !ALL.containsKey(name.substring(2))) {
                problems.add("unknown option " + name);
            } else if (equals >= 0) {
                given.put(name.substring(2), arg.substring(equals + 1));
            } else if (i + 1 == args.size() || args.get(i + 1).startsWith("--")) {
                problems.add(name + " needs a value");
            } else {
                given.put(name.substring(2), args.get(++i));
            }
        }
    }

    private String required(String name) {
        String value = given.get(name);
        if (value == null) {
            problems.add("--" + name + " is missing: " + ALL.get(name));
            return "";
        }
        return value;
    }

    private String clickHouse() {
        String address = required("clickhouse");
        if (!address.isEmpty()) {
            try {
                ClickHouseConfig.parse(
                        address, text("clickhouse-user", ClickHouseConfig.WRITER), text("clickhouse-password", ""));
            } catch (IllegalArgumentException e) {
                problems.add("--clickhouse: " + e.getMessage());
            }
        }
        return address;
    }

    private String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    private int number(String name, int otherwise, int least, int most) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        problems.add("--" + name + " must be a whole number from " + least + " to " + most + ", not " + value);
        return otherwise;
    }

    private Duration duration(String name, Duration otherwise, Duration least) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        Duration duration = duration(value);
        if (duration == null || duration.compareTo(least) < 0) {
            problems.add("--" + name + " must be a time of at least " + least.toMillis()
                    + "ms, such as 500ms, 90s, 10m or 1h, not " + value);
            return otherwise;
        }
        return duration;
    }

    private static @Nullable Duration duration(String value) {
        String text = value.toUpperCase(Locale.ROOT);
        try {
            return text.matches("\\d{1,9}MS")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse("PT" + text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
