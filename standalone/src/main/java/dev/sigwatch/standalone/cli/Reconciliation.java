package dev.sigwatch.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The books of a deployment, by stream: received = forwarded + filtered, and forwarded = verdict rows.
 *
 * @param hosts one line per stream
 */
record Reconciliation(List<Host> hosts) {
    private static final String SQL =
            "SELECT host, received, forwarded, filtered, verdict_rows, balanced FROM reconciliation "
                    + "ORDER BY host SETTINGS output_format_json_quote_64bit_integers = 0";

    /** One stream. */
    record Host(String name, long received, long forwarded, long filtered, long verdictRows, boolean balanced) {}

    static Reconciliation read(SqlReader reader) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        List<Host> hosts = new ArrayList<>();
        try {
            for (String line : reader.query(SQL, "JSONEachRow").lines().toList()) {
                JsonNode row = json.readTree(line);
                hosts.add(new Host(
                        row.path("host").asText(),
                        row.path("received").asLong(),
                        row.path("forwarded").asLong(),
                        row.path("filtered").asLong(),
                        row.path("verdict_rows").asLong(),
                        row.path("balanced").asInt() == 1));
            }
        } catch (JsonProcessingException e) {
            throw new CommandFailure(ExitCode.UNREADABLE, "the server's answer is not JSON", e);
        }
        return new Reconciliation(hosts);
    }

    boolean balanced() {
        return hosts.stream().allMatch(Host::balanced);
    }

    /** Frames received, on all streams. */
    long received() {
        return hosts.stream().mapToLong(Host::received).sum();
    }

    void print(PrintWriter out) {
        String form = "%-40s %14s %14s %14s %14s  %s%n";
        out.printf(Locale.ROOT, form, "stream", "received", "forwarded", "filtered", "verdict rows", "balance");
        for (Host host : hosts) {
            out.printf(
                    Locale.ROOT,
                    form,
                    host.name,
                    number(host.received),
                    number(host.forwarded),
                    number(host.filtered),
                    number(host.verdictRows),
                    host.balanced ? "ok" : difference(host));
        }
        out.flush();
    }

    private static String difference(Host host) {
        long unaccounted = host.received - host.forwarded - host.filtered;
        return unaccounted != 0
                ? unaccounted + " received, neither forwarded nor filtered"
                : (host.forwarded - host.verdictRows) + " forwarded without a verdict row";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
