package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.RecordProof;
import dev.sigwatch.atproto.syntax.RepoPath;
import dev.sigwatch.standalone.trust.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyProofCommandTest {
    private static final RepoPath PATH = RepoPath.parse("io.atcr.tag/v3");

    private final Publisher alice = new Publisher("https://pds.example.com", 40);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void printsEachStepAndWhatIsProven() throws IOException {
        Cli.Outcome outcome = verify(proof(), alice.auditLog());
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out().lines().map(line -> line.replaceAll("^(\\w+) +(\\w+) .*", "$1 $2")))
                .startsWith(
                        "pass archive",
                        "pass commit",
                        "pass identity",
                        "pass did",
                        "pass key",
                        "pass signature",
                        "pass path",
                        "pass record");
        assertThat(outcome.out())
                .contains("at://" + alice.did() + "/" + PATH + " " + alice.record(PATH.value()), "VERIFIED: ");
    }

    @Test
    void jsonListsWhatIsProven() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(verify(proof(), alice.document(), "--output", "json").out());
        assertThat(json.path("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(json.path("proven").size()).isEqualTo(1);
        assertThat(json.path("proven").get(0).path("uri").asText()).isEqualTo("at://" + alice.did() + "/" + PATH);
    }

    @Test
    void theExitCodeSaysHowItEnded() throws IOException {
        byte[] changed = proof();
        changed[changed.length - 1] ^= 1;
        assertThat(verify(changed, alice.document()).status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(verify(new byte[] {7}, alice.document()).status()).isEqualTo(ExitCode.UNREADABLE.status());
        assertThat(verify(proof(), new byte[] {7}).status()).isEqualTo(ExitCode.UNPROVEN.status());
    }

    private byte[] proof() {
        Cid record = alice.record(PATH.value());
        return RecordProof.write(
                alice.commit().toBytes(),
                alice.tree(),
                PATH,
                Objects.requireNonNull(alice.records().get(record)));
    }

    private Cli.Outcome verify(byte[] proof, byte[] identity, String... options) throws IOException {
        String[] arguments = {
            "verify-proof",
            Files.write(folder.resolve("proof.car"), proof).toString(),
            "--identity",
            Files.write(folder.resolve("identity.json"), identity).toString()
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + options.length);
        System.arraycopy(options, 0, all, arguments.length, options.length);
        return Cli.run(all);
    }
}
