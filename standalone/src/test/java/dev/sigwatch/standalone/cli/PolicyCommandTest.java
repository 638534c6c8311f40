package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.schema.Migrator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Trust policies on the command line: without data, and with some on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyCommandTest {
    private static final String TEAM = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    private static final String STRANGER = "did:plc:ragtjsm2j2vknwkz3zp4oxrd";
    private static final String ONE = "sha256:" + "1".repeat(64);
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final String THREE = "sha256:" + "3".repeat(64);
    private static final String POLICY = """
            version: 1.0
            trustedDIDs:
              did:plc:ewvi7nxzyoun6zhxrhs64oiz:
                name: Team
                expiresAt: 2026-06-01
            policies:
              - name: production
                scope: atcr.io/*/prod-*
                require:
                  signature: true
                  trustedDIDs:
                    - did:plc:ewvi7nxzyoun6zhxrhs64oiz
                action: enforce
              - name: by-handle
                scope: atcr.io/team.example.com/**
                require:
                  signature: true
                action: enforce
              - name: dev
                scope: atcr.io/*/dev-*
                require:
                  signature: false
                action: audit
            """;

    private @Nullable EmbeddedClickHouse engine;
    private @Nullable ClickHouseConfig writer;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @BeforeAll
    void fill() throws Exception {
        Files.writeString(folder.resolve("trust.yaml"), POLICY);
        Path library;
        try {
            library = EngineConfig.findLibrary(System.getenv(), Path.of(".."));
        } catch (ClickHouseException e) {
            System.out.println("SKIPPED, no engine: " + e.getMessage());
            Assumptions.abort(e.getMessage());
            return;
        }
        EmbeddedClickHouse started = EmbeddedClickHouse.start(EngineConfig.of(library, folder.resolve("data"), 0));
        engine = started;
        writer = started.writer();
        new Migrator(writer).migrate();
        manifest(TEAM, "prod-web", ONE, "VERIFIED", "2026-01-01 10:00:00", 1);
        tag(TEAM, "prod-web", "v1", ONE, "2026-01-01 10:00:00", 1);
        manifest(TEAM, "prod-web", TWO, "VERIFIED", "2026-02-01 10:00:00", 2);
        tag(TEAM, "prod-web", "v1", TWO, "2026-02-01 10:00:00", 2);
        manifest(TEAM, "tools/cli", THREE, "UNPROVEN", "2026-02-01 10:00:00", 3);
        manifest(STRANGER, "prod-web", ONE, "VERIFIED", "2026-02-02 10:00:00", 4);
        manifest(STRANGER, "dev-web", TWO, "VIOLATION", "2026-02-02 10:00:00", 5);
        manifest(STRANGER, "dev-gap", THREE, "UNPROVEN", "2026-02-02 10:00:00", 6);
        lines(TEAM, 3, "unproven");
        lines(STRANGER, 6, "pass");
    }

    @AfterAll
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void aGoodPolicyIsGood() {
        Cli.Outcome outcome = Cli.run("policy", "check", policy());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("good; policies in their order: production, by-handle, dev; other images: deny", "SHA-256 ")
                .contains("note: line 5: " + TEAM + " (Team) is trusted no more");
    }

    @Test
    void everyErrorIsNamedWithItsLine(@TempDir Path other) throws IOException {
        Path file = Files.writeString(
                other.resolve("bad.yaml"),
                POLICY.replace("action: audit", "action: log").replace("name: dev", "nam: dev"));
        Cli.Outcome outcome = Cli.run("policy", "check", file.toString());
        assertThat(outcome.status()).isEqualTo(ExitCode.UNREADABLE.status());
        assertThat(outcome.out().lines())
                .containsExactly(
                        file + ": line 19: name is missing",
                        file + ": line 19: unknown field \"nam\"; did you mean name?",
                        file + ": line 23: action is one of enforce, audit, not \"log\"; there are enforce, audit");
        Cli.Outcome test = Cli.run("policy", "test", "--policy", file.toString(), "--digest", ONE);
        assertThat(test.status()).isEqualTo(ExitCode.UNREADABLE.status());
        assertThat(test.err().lines()).hasSize(1).first().asString().contains("line 19", "2 more");
        Path none = Files.writeString(other.resolve("none.yaml"), "# later\n");
        assertThat(Cli.run("policy", "check", none.toString()).err()).contains("has no policy in it");
        assertThat(Cli.run("policy", "check", other + "/missing.yaml").status())
                .isEqualTo(ExitCode.UNREADABLE.status());
    }

    @Test
    void aWarningIsNoError(@TempDir Path other) throws IOException {
        Path file = Files.writeString(
                other.resolve("trust.yaml"),
                POLICY.replace("signature: false", "signature: false\n      minSignatures: 2"));
        Cli.Outcome outcome = Cli.run("policy", "check", file.toString());
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("warning: line 23: minSignatures 2 cannot be met");
    }

    @Test
    void withoutDataItSaysWhatItAssumes(@TempDir Path empty) {
        Cli.Outcome allowed =
                without(empty, "--image", "atcr.io/" + TEAM + "/prod-web:v1", "--at", "2026-03-01T00:00:00Z");
        assertThat(allowed.status()).as(allowed.err()).isZero();
        assertThat(allowed.out())
                .startsWith("ALLOWED  atcr.io/" + TEAM + "/prod-web\n")
                .contains("line 12:  - " + TEAM, "there is no data", "is assumed");
        Cli.Outcome denied = without(empty, "--image", "atcr.io/" + STRANGER + "/prod-web");
        assertThat(denied.status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(denied.out()).contains("DENIED", "line 11:  trustedDIDs:");
        Cli.Outcome expired = without(empty, "--image", TEAM + "/prod-web", "--at", "2026-06-01T00:00:00Z");
        assertThat(expired.status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(expired.out()).contains("line 5:  expiresAt: 2026-06-01");
        assertThat(without(empty, "--image", "atcr.io/team.example.com/prod-web")
                        .status())
                .isEqualTo(ExitCode.UNPROVEN.status());
        assertThat(without(empty, "--digest", ONE).err()).contains("there is no data");
        assertThat(without(empty, "--image", "other.example:5000/" + TEAM + "/prod-web")
                        .out())
                .contains("No policy's scope matches", "other.example:5000/" + TEAM);
    }

    @Test
    void aTagIsWhatItWasThen() {
        String image = "atcr.io/team.example.com/prod-web:v1";
        Cli.Outcome then = with("--image", image, "--at", "2026-01-15T00:00:00Z");
        assertThat(then.status()).as(then.err()).isZero();
        assertThat(then.out())
                .contains(
                        "ALLOWED  atcr.io/" + TEAM + "/prod-web@" + ONE,
                        "team.example.com",
                        "evidence   good: commit bafy1")
                .doesNotContain("assumed", TWO);
        Cli.Outcome later = with("--image", image, "--at", "2026-03-01T00:00:00Z");
        assertThat(later.out()).contains(TWO, "commit bafy2").doesNotContain(ONE);
        Cli.Outcome now = with("--image", image);
        assertThat(now.status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(now.out()).contains("was trusted until 2026-06-01T00:00:00Z");
    }

    @Test
    void aDigestIsOfEveryoneWhoPublishedIt() throws IOException {
        Cli.Outcome outcome = with("--digest", ONE, "--at", "2026-03-01T00:00:00Z", "--output", "json");
        assertThat(outcome.status()).isEqualTo(ExitCode.FOUND.status());
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        Map<String, String> results = new java.util.TreeMap<>();
        json.path("decisions")
                .forEach(it ->
                        results.put(it.path("did").asText(), it.path("result").asText()));
        assertThat(results).isEqualTo(Map.of(TEAM, "allowed", STRANGER, "denied"));
        assertThat(json.path("decisions").get(0).path("line_text").asText()).isNotEmpty();
        assertThat(json.path("policy_hash").asText()).hasSize(64);
    }

    @Test
    void whatIsBadUncheckedOrUnknownIsToldApart() {
        Cli.Outcome bad = with("--image", STRANGER + "/dev-web@" + TWO, "--at", "2026-03-01T00:00:00Z");
        assertThat(bad.out()).contains("WOULD-DENY", "was checked and is bad", "evidence   bad");
        assertThat(bad.status()).isZero();
        Cli.Outcome gap = with("--image", STRANGER + "/dev-gap@" + THREE, "--at", "2026-03-01T00:00:00Z");
        assertThat(gap.out()).contains("ALLOWED", "evidence   good");
        Cli.Outcome unchecked = with("--image", TEAM + "/tools/cli@" + THREE, "--at", "2026-03-01T00:00:00Z");
        assertThat(unchecked.out()).contains("DENIED", "could not be checked").doesNotContain("is bad");
        assertThat(unchecked.status()).isEqualTo(ExitCode.UNPROVEN.status());
        Cli.Outcome unknown = with("--image", TEAM + "/prod-other:v1", "--at", "2026-03-01T00:00:00Z");
        assertThat(unknown.out())
                .contains("DENIED", "asks for a signature, and there is none", "nothing was seen of it");
        assertThat(unknown.status()).isEqualTo(ExitCode.FOUND.status());
        assertThat(with("--image", "nobody.example.com/prod-web:v1").status()).isEqualTo(ExitCode.UNPROVEN.status());
        assertThat(with("--digest", "sha256:" + "9".repeat(64)).status()).isEqualTo(ExitCode.UNPROVEN.status());
    }

    private static String policy() {
        return folder.resolve("trust.yaml").toString();
    }

    private static Cli.Outcome with(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("policy", "test", "--policy", policy(), "--data", folder.resolve("data") + ""));
        all.addAll(List.of(arguments));
        return Cli.run(all.toArray(String[]::new));
    }

    private static Cli.Outcome without(Path empty, String... arguments) {
        List<String> all = new ArrayList<>(List.of("policy", "test", "--policy", policy()));
        all.addAll(List.of(arguments));
        return Cli.run(Map.of("SIGWATCH_HOME", "..", "SIGWATCH_DATA", empty.toString()), all.toArray(String[]::new));
    }

    private void manifest(String did, String repository, String digest, String verdict, String at, int number)
            throws Exception {
        row(did, "io.atcr.manifest", digest.substring(7), repository, "digest", digest, "", verdict, at, number);
    }

    private void tag(String did, String repository, String tag, String digest, String at, int number) throws Exception {
        row(
                did,
                "io.atcr.tag",
                repository + "_" + tag,
                repository,
                "target_digest",
                digest,
                tag,
                "VERIFIED",
                at,
                number);
    }

    private void row(
            String did,
            String collection,
            String rkey,
            String repository,
            String digestColumn,
            String digest,
            String tag,
            String verdict,
            String at,
            int number)
            throws Exception {
        execute(String.format(
                Locale.ROOT,
                "INSERT INTO record_rows (did, collection, rkey, action, record_cid, rev, commit_cid, repository, %s, tag, verdict, "
                        + "received_at, frame_partition, frame_offset, handle, handle_verified) VALUES ('%s', '%s', '%s', 'create', 'cid%d%s', "
                        + "'rev%d', 'bafy%d', '%s', '%s', '%s', '%s', '%s', 0, %d, '%s', %s)",
                digestColumn,
                did,
                collection,
                rkey,
                number,
                tag,
                number,
                number,
                repository,
                digest,
                tag,
                verdict,
                at,
                number,
                did.equals(TEAM) ? "team.example.com" : "team.example.com.evil.example",
                did.equals(TEAM)));
    }

    private void lines(String did, int number, String signature) throws Exception {
        execute(
                "INSERT INTO verdict_rows (did, commit_cid, verdict, signature, tree, received_at, frame_partition, frame_offset) VALUES ('"
                        + did + "', 'bafy" + number + "', 'UNPROVEN', '" + signature
                        + "', 'pass', '2026-02-01 10:00:00', 0, " + number
                        + ")");
    }

    private void execute(String sql) throws Exception {
        new ClickHouseReader(Objects.requireNonNull(writer)).query(sql, "TabSeparated", new ByteArrayOutputStream());
    }
}
