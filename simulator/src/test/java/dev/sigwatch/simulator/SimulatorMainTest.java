package dev.sigwatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.simulator.network.Misbehaviour;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorMainTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void printsItsAddressesAndWritesWhatMustBeConcluded(@TempDir Path folder) throws Exception {
        Path facts = folder.resolve("facts.jsonl");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SimulatorOptions options = SimulatorOptions.parse(
                "--accounts",
                "3",
                "--records",
                "5",
                "--commits",
                "20",
                "--misbehave",
                "high-s",
                "plc-404",
                "--seed",
                "4",
                "--rate",
                "100",
                "--facts",
                facts.toString());
        SimulatorMain.run(
                options, new ByteArrayInputStream(new byte[0]), new PrintStream(out, true, StandardCharsets.UTF_8));

        JsonNode ready = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(ready.path("relay").asText()).startsWith("ws://127.0.0.1:");
        assertThat(ready.path("plc").asText()).startsWith("http://127.0.0.1:");
        assertThat(ready.path("pds").asText()).startsWith("http://127.0.0.1:");
        List<String> lines = Files.readAllLines(facts);
        assertThat(lines).hasSize(ready.path("frames").asInt());
        assertThat(lines)
                .filteredOn(line -> line.contains("\"misbehaviour\":\"high-s\""))
                .hasSize(1);
        assertThat(lines)
                .filteredOn(line -> line.contains("IDENTITY_NOT_FOUND"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void readsItsOptions() {
        SimulatorOptions options = SimulatorOptions.parse("--misbehave", "all", "--port", "8080", "--pds-port", "8081");
        assertThat(options.misbehaviours()).containsExactly(Misbehaviour.values());
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.pdsPort()).isEqualTo(8081);
        assertThat(SimulatorOptions.parse().commits()).isEqualTo(1_000);
    }

    @Test
    void namesTheOptionThatIsWrong() {
        assertThatThrownBy(() -> SimulatorOptions.parse("--commits", "many")).hasMessageContaining("--commits");
        assertThatThrownBy(() -> SimulatorOptions.parse("--port", "70000")).hasMessageContaining("--port");
        assertThatThrownBy(() -> SimulatorOptions.parse("--facts")).hasMessageContaining("--facts");
        assertThatThrownBy(() -> SimulatorOptions.parse("--misbehave", "rudely"))
                .hasMessageContaining("rudely");
        assertThatThrownBy(() -> SimulatorOptions.parse("--colour")).hasMessageContaining("--colour");
    }
}
