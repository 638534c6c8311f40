package dev.sigwatch.standalone.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The command line inside the test's process. */
final class Cli {
    private Cli() {}

    /** What a command did. */
    record Outcome(int status, String out, String err) {}

    static Outcome run(String... arguments) {
        return run(Map.of("SIGWATCH_HOME", ".."), arguments);
    }

    static Outcome run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int status = Main.run(terminal, new ProcessEnvironment(environment), arguments);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
