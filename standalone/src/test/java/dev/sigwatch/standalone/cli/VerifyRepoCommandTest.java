package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.standalone.trust.LocalNetwork;
import dev.sigwatch.standalone.trust.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VerifyRepoCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void anAccountIsFollowedToItsRecords() throws IOException {
        try (LocalNetwork network = new LocalNetwork()) {
            Publisher alice = network.publisher(30);
            network.serve(alice);
            Cli.Outcome outcome = Cli.run("verify-repo", alice.did().value(), "--plc", network.url(), "--allow-local");
            assertThat(outcome.status()).as(outcome.err()).isZero();
            assertThat(outcome.out())
                    .containsPattern("pass +identity +\\d+ ms +" + network.url())
                    .containsPattern("pass +signature +\\d+ ms +by did:key:")
                    .contains("VERIFIED: the account's key signed exactly these 30 records");
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void anExportTooLargeCannotBeChecked() throws IOException {
        try (LocalNetwork network = new LocalNetwork()) {
            Publisher alice = network.publisher(30);
            network.serve(alice);
            Cli.Outcome outcome = Cli.run(
                    "verify-repo",
                    alice.did().value(),
                    "--plc",
                    network.url(),
                    "--allow-local",
                    "--max-export-bytes",
                    "1000");
            assertThat(outcome.status()).isEqualTo(ExitCode.UNPROVEN.status());
            assertThat(outcome.out()).contains("could not check export", "RESYNC_FAILED");
        }
    }

    @Test
    void aFileIsCheckedOffline() throws IOException {
        Publisher alice = new Publisher("https://pds.example.com", 5);
        String export = write("repo.car", alice.export());
        assertThat(Cli.run("verify-repo", export).status()).isEqualTo(ExitCode.UNPROVEN.status());
        String document = write("did.json", alice.document());
        assertThat(Cli.run("verify-repo", export, "--identity", document).status())
                .isZero();
        Publisher bob = new Publisher("https://pds.example.org", 5);
        String other = write("bob.json", bob.document());
        assertThat(Cli.run("verify-repo", export, "--identity", other).status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(Cli.run("verify-repo", write("bad.car", new byte[] {1, 2, 3}))
                        .status())
                .isEqualTo(ExitCode.FOUND.status());
    }

    @Test
    void jsonHasTheDocumentedFields() throws IOException {
        String export = write("repo.car", new Publisher("https://pds.example.com", 5).export());
        Cli.Outcome outcome = Cli.run("verify-repo", export, "--output", "json");
        assertThat(outcome.out().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "verdict", "did", "rev", "version", "records", "signature", "tree", "findings", "stages");
        assertThat(json.path("verdict").asText()).isEqualTo("UNPROVEN");
        assertThat(json.path("signature").asText()).isEqualTo("unproven");
        assertThat(json.path("tree").asText()).isEqualTo("pass");
        assertThat(json.path("records").asLong()).isEqualTo(5);
        assertThat(json.path("version").asInt()).isEqualTo(3);
        for (JsonNode stage : json.path("stages")) {
            assertThat(stage.fieldNames()).toIterable().containsExactly("stage", "outcome", "millis", "detail");
        }
    }

    @Test
    void aFileThatIsNotThereIsOneLine() {
        for (String[] arguments : new String[][] {
            {"verify-repo", folder + "/none.car"},
            {"verify-repo", "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "--identity", folder + "/none.json"},
        }) {
            Cli.Outcome outcome = Cli.run(arguments);
            assertThat(outcome.status()).isEqualTo(ExitCode.UNREADABLE.status());
            assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("none.", "no such file");
        }
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }
}
