package dev.sigwatch.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The official PDS and PLC directory on loopback, driven through the line protocol of {@code reference-network/network.mjs}. */
final class ReferenceNetwork implements AutoCloseable {
    private static final Path FOLDER = Path.of("../reference-network");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;
    private final JsonNode addresses;

    private ReferenceNetwork(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.addresses = answer();
    }

    /** Starts the network; where Node or its packages are missing the test is skipped with that as the reason, on CI it fails. */
    static ReferenceNetwork start() throws IOException {
        if (!Files.isDirectory(FOLDER.resolve("node_modules/better-sqlite3"))) {
            String reason = "no reference network: Node.js with npm is needed, see reference-network/README.md";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            System.out.println("skipped: " + reason);
            abort(reason);
        }
        ProcessBuilder builder = new ProcessBuilder("node", "network.mjs").directory(FOLDER.toFile());
        return new ReferenceNetwork(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    String plc() {
        return addresses.path("plc").asText();
    }

    String pds(int index) {
        return addresses.path("pds").path(index).asText();
    }

    /** Plays the scenario to its end. */
    JsonNode scenario() throws IOException {
        return command("scenario");
    }

    /** Has somebody with a stolen recovery key take an account over. */
    JsonNode takeover() throws IOException {
        return command("takeover");
    }

    /** Pushes one image for an account of its own. */
    JsonNode push(String repository, String tag) throws IOException {
        return command("push " + repository + " " + tag);
    }

    /** What the PDSes say they hold. */
    JsonNode heads() throws IOException {
        return command("heads").path("heads");
    }

    private JsonNode command(String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
        return answer();
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        assertThat(line).as("the reference network answers").isNotNull();
        return JSON.readTree(line);
    }

    @Override
    public void close() throws IOException {
        commands.close();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
