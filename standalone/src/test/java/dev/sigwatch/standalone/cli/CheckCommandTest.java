package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    private static final String CAPTURE = "../captures/reference-pds";

    @Test
    void trafficOfRealSoftwareHasNoViolation() {
        Cli.Outcome outcome = Cli.run("check", CAPTURE);
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().count()).isGreaterThan(50);
        assertThat(outcome.out()).contains(" VERIFIED").doesNotContain("VIOLATION");
    }

    @Test
    void jsonHasTheDocumentedFields() throws Exception {
        Cli.Outcome outcome = Cli.run("check", CAPTURE, "--output", "json");
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonNode row = new ObjectMapper().readTree(line);
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "host", "seq", "did", "kind", "rev", "verdict", "signature", "tree", "chain", "findings");
            assertThat(row.path("findings").isArray()).isTrue();
        }
    }

    @Test
    void measuringSaysHowFastBesideTheBareSignatures() {
        Cli.Outcome plain = Cli.run("check", CAPTURE);
        Cli.Outcome measured = Cli.run("check", CAPTURE, "--measure");
        assertThat(measured.status()).isZero();
        assertThat(measured.out()).isEqualTo(plain.out());
        assertThat(measured.err())
                .containsPattern("judged [0-9,]+ frames/s; [0-9,]+ bare verifications/s of their [1-9]");
    }
}
