package dev.sigwatch.standalone.cli;

import dev.sigwatch.sink.ClickHouseConfig;

/** {@code --clickhouse URL}. A password on a command line is seen by everyone on the machine, so it comes from the environment. */
final class ClickHouseAddress {
    private static final String USER_VARIABLE = "SIGWATCH_CLICKHOUSE_USER";
    private static final String PASSWORD_VARIABLE = "SIGWATCH_CLICKHOUSE_PASSWORD";

    private ClickHouseAddress() {}

    /** @param usualUser where the environment names none */
    static ClickHouseConfig parse(String url, ProcessEnvironment environment, String usualUser) {
        try {
            return ClickHouseConfig.parse(
                    url,
                    environment.variables().getOrDefault(USER_VARIABLE, usualUser),
                    environment.variables().getOrDefault(PASSWORD_VARIABLE, ""));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("Invalid value for option '--clickhouse': " + e.getMessage());
        }
    }
}
