package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.standalone.trust.LocalNetwork;
import dev.sigwatch.standalone.trust.Publisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IdentityCommandTest {
    private static final Path LOGS = Path.of("../../shared/vectors/plc/audit_log");

    private final Publisher alice = new Publisher("https://pds.example.com", 1).rotate(Publisher.NEXT);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void theTimelineSaysWhenWhatAndWho() throws IOException {
        Cli.Outcome outcome = Cli.run("identity", write(alice.auditLog()));

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("2026-01-01 00:00:00.000 UTC  founds the identity")
                .contains("2026-01-02 00:00:00.000 UTC  changes the identity")
                .contains(Publisher.NEXT.publicKey() + ", was " + Publisher.SIGNING.publicKey())
                .contains("rotation key [0] of 1, the only one, " + Publisher.ROTATION.publicKey())
                .contains("replaced 2026-01-02 00:00:00.000 UTC", "it is in force", "VALID:");
    }

    @Test
    void oneMomentIsAnsweredOnBothAxes() throws IOException {
        String log = write(alice.auditLog());

        assertThat(Cli.run("identity", log, "--at", "2026-01-01T12:00:00Z").out())
                .contains("as the directory served it then: signing key " + Publisher.SIGNING.publicKey())
                .contains("as the log has it now: the same");
        assertThat(Cli.run("identity", log, "--at", "2025-01-01T00:00:00Z").out())
                .contains("nothing yet");
    }

    @Test
    void jsonHasTheDocumentedFields() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Cli.run("identity", write(alice.auditLog()), "--output", "json")
                        .out());

        assertThat(json.fieldNames()).toIterable().containsExactly("did", "valid", "findings", "operations");
        assertThat(json.path("valid").asBoolean()).isTrue();
        assertThat(json.path("operations")).hasSize(2).allSatisfy(operation -> assertThat(operation.fieldNames())
                .toIterable()
                .containsExactly("cid", "type", "accepted_at", "nullified", "signer_index", "signing_key", "findings"));
        assertThat(json.path("operations").path(1).path("signer_index").asInt(-1))
                .isZero();
    }

    @Test
    void aLogThatBreaksARuleExits1() throws IOException {
        String log = new String(alice.auditLog(), StandardCharsets.UTF_8);
        String broken = log.substring(0, log.lastIndexOf("\"sig\":\"") + 7) + "="
                + log.substring(log.lastIndexOf("\"sig\":\"") + 7);

        Cli.Outcome outcome = Cli.run("identity", write(broken.getBytes(StandardCharsets.UTF_8)));

        assertThat(outcome.status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(outcome.out()).contains("BREAKS THE RULES", "PLC_SIG_ENCODING", "NOT VALID");
    }

    @Test
    void publishedLogsAreTold() throws IOException {
        Path undone = LOGS.resolve("valid/log_nullification_at_exactly_72h.json");
        Assumptions.assumeTrue(Files.exists(undone), "no vectors at " + LOGS + ": skipped");

        assertThat(Cli.run("identity", undone.toString()).out())
                .contains("UNDONE", "undone 2025-07-30 00:00:00.000 UTC by", "whoever asked in that time got it");
        assertThat(Cli.run("identity", undone.toString(), "--at", "2025-07-28T00:00:00Z")
                        .out())
                .contains("as the log has it now: signing key");
        assertThat(Cli.run(
                                "identity",
                                LOGS.resolve("invalid/log_invalid_sig_der.json").toString())
                        .status())
                .isEqualTo(ExitCode.FOUND.status());
    }

    @Test
    void aDidIsLookedUp() throws IOException {
        try (LocalNetwork network = new LocalNetwork()) {
            network.serve(alice);
            Cli.Outcome outcome = Cli.run("identity", alice.did().value(), "--plc", network.url(), "--allow-local");
            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out()).contains("Identity " + alice.did() + ", 2 operations");

            Cli.Outcome none =
                    Cli.run("identity", "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "--plc", network.url(), "--allow-local");
            assertThat(none.status()).isEqualTo(ExitCode.UNREADABLE.status());
            assertThat(none.err().lines()).hasSize(1);
        }
    }

    @Test
    void whatIsNoLogExits2() throws IOException {
        for (String subject : new String[] {folder + "/none.json", write(alice.document()), write(new byte[0])}) {
            Cli.Outcome outcome = Cli.run("identity", subject);
            assertThat(outcome.status()).as(subject).isEqualTo(ExitCode.UNREADABLE.status());
            assertThat(outcome.err().lines()).hasSize(1);
        }
    }

    private String write(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "log", ".json"), bytes).toString();
    }
}
