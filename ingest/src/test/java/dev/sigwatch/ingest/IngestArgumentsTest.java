package dev.sigwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.ingest.policy.PolicyFile;
import dev.sigwatch.ingest.repo.RepoLimits;
import dev.sigwatch.ingest.scope.Scope;
import dev.sigwatch.ingest.stream.RelayUrl;
import dev.sigwatch.status.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestArgumentsTest {
    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @Test
    void everyOptionHasItsDefault() {
        IngestConfig config = config("--kafka", "localhost:9092");
        assertThat(config.relays()).hasToString("[wss://" + IngestOptions.PUBLIC_RELAY + "]");
        assertThat(config.begin()).isEmpty();
        assertThat(config.plc()).hasToString("https://plc.directory");
        assertThat(config.scope()).isEqualTo(Scope.PUBLISHERS);
        assertThat(config.allowLocal()).isFalse();
        assertThat(config.kafka().transactionalId()).isEqualTo("sigwatch-ingest");
        assertThat(config.kafka().resolverGroup()).isEqualTo("sigwatch-resolver");
        assertThat(config.topics().partitions()).isEqualTo(4);
        assertThat(config.topics().frameRetention()).isEqualTo(Duration.ofDays(7));
        assertThat(config.directory().plcPerSecond()).isEqualTo(25);
        assertThat(config.exports()).isEqualTo(ExportOptions.defaults());
        assertThat(config.repos()).isEqualTo(RepoLimits.standard());
    }

    @Test
    void everyOptionArrives(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("client.properties"), "sasl.jaas.config=secret\n");
        IngestConfig config = config(
                "--kafka",
                "a:1,b:2",
                "--kafka-properties",
                file.toString(),
                "--relay",
                "localhost:1",
                "--relay",
                "two.example.com",
                "--pds",
                "pds.example.com",
                "--plc",
                "http://localhost:2582",
                "--plc",
                "https://plc2.example.com",
                "--dns",
                "127.0.0.1:5353",
                "--allow-local",
                "--scope",
                "all",
                "--cursor",
                "0",
                "--partitions",
                "8",
                "--replication",
                "3",
                "--frame-retention-days",
                "30",
                "--export-folder",
                folder.toString(),
                "--max-export-bytes",
                "12345");
        assertThat(config.relays()).hasToString("[ws://localhost:1, wss://two.example.com, wss://pds.example.com]");
        assertThat(config.relays()).extracting(RelayUrl::direct).containsExactly(false, false, true);
        assertThat(config.identity().directories()).hasToString("[http://localhost:2582, https://plc2.example.com]");
        assertThat(config.identity().dns()).contains("127.0.0.1:5353");
        assertThat(config.identity().doh()).isEmpty();
        assertThat(config.begin()).hasValue(0);
        assertThat(config.scope()).isEqualTo(Scope.ALL);
        assertThat(config.topics().partitions()).isEqualTo(8);
        assertThat(config.topics().replication()).isEqualTo(3);
        assertThat(config.topics().frameRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(config.directory().plcPerSecond()).isInfinite();
        assertThat(config.exports()).isEqualTo(new ExportOptions(folder, 12_345));
        assertThat(config.repos()).as("of a network of one's own").isEqualTo(RepoLimits.ownNetwork());
        assertThat(config.kafka().client(Map.of())).containsEntry("sasl.jaas.config", "secret");
        assertThat(config).asString().doesNotContain("secret");
    }

    @Test
    void theEnvironmentFillsWhatIsNotGiven() {
        Map<String, String> environment = Map.of(
                "SIGWATCH_KAFKA", "k:9092",
                "SIGWATCH_RELAY", "one.example.com, two.example.com",
                "SIGWATCH_SCOPE", "all",
                "SIGWATCH_PLC", "https://plc.example.com");
        IngestConfig config = IngestArguments.parse(new String[] {"--scope", "publishers"}, environment)
                .orElseThrow()
                .toConfig();
        assertThat(config.relays()).hasSize(2);
        assertThat(config.scope()).isEqualTo(Scope.PUBLISHERS);
        assertThat(config.plc()).hasToString("https://plc.example.com");
    }

    @Test
    void statusIsServedWhereTheOptionsSay() {
        assertThat(IngestArguments.endpoint(new String[] {"--kafka", "k:9092"})).isEmpty();
        assertThat(IngestArguments.endpoint(new String[] {"--http-port", "9464"}))
                .contains(new Endpoint(Endpoint.LOOPBACK, 9464));
        assertThat(IngestArguments.endpoint(new String[] {"--http-port", "0", "--http-host", "0.0.0.0"}))
                .contains(new Endpoint("0.0.0.0", 0));
        assertThatThrownBy(() -> config("--kafka", "k:9092", "--http-port", "65536"))
                .hasMessageContaining("--http-port 65536");
        assertThatThrownBy(() -> config("--kafka", "k:9092", "--http-host", "::1"))
                .hasMessageContaining("--http-port");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> config(
                        "--kafka",
                        "nowhere",
                        "--relay",
                        "ftp://x",
                        "--relay",
                        "same.example.com",
                        "--relay",
                        "https://same.example.com",
                        "--plc",
                        "http://plc.example.com",
                        "--scope",
                        "some",
                        "--partitions",
                        "0",
                        "--max-export-bytes",
                        "-1"))
                .isInstanceOfSatisfying(IngestConfigException.class, e -> assertThat(e.problems())
                        .hasSize(7)
                        .anyMatch(p -> p.startsWith("--kafka nowhere"))
                        .anyMatch(p -> p.startsWith("--relay: relay ftp://x"))
                        .anyMatch(p -> p.contains("given twice"))
                        .anyMatch(p -> p.startsWith("--plc http://plc.example.com"))
                        .anyMatch(p -> p.startsWith("--scope some"))
                        .anyMatch(p -> p.startsWith("--partitions 0"))
                        .anyMatch(p -> p.startsWith("--max-export-bytes -1")));
        assertThatThrownBy(() -> config("--bogus", "--plc")).hasMessageContainingAll("unknown option --bogus", "--plc");
    }

    @Test
    void aPdsAloneIsReadWithoutARelay() {
        assertThat(config("--kafka", "k:1", "--pds", "pds.example.com").relays())
                .hasToString("[wss://pds.example.com]");
    }

    @Test
    void namesAreLookedUpInOnePlace() {
        assertThat(config("--kafka", "k:1", "--doh", "https://dns.example.com/dns-query")
                        .identity()
                        .doh())
                .hasValueSatisfying(url -> assertThat(url).hasToString("https://dns.example.com/dns-query"));
        for (String wrong : List.of("", "a b", "host:0", "host:70000", "http://host", "host:12:3")) {
            assertThatThrownBy(() -> config("--kafka", "k:1", "--dns", wrong + " "))
                    .as(wrong)
                    .hasMessageContaining("--dns");
        }
        assertThat(config("--kafka", "k:1", "--dns", "[::1]:53").identity().dns())
                .contains("[::1]:53");
        assertThatThrownBy(() -> config(
                        "--kafka",
                        "k:1",
                        "--doh",
                        "http://dns.example.com/q",
                        "--dns",
                        "127.0.0.1",
                        "--plc",
                        "x",
                        "--plc",
                        "x"))
                .isInstanceOfSatisfying(IngestConfigException.class, e -> assertThat(e.problems())
                        .anyMatch(p -> p.contains("not together with --dns"))
                        .anyMatch(p -> p.startsWith("--doh http://dns.example.com/q: http is for loopback"))
                        .anyMatch(p -> p.startsWith("--plc x: must be https")));
    }

    @Test
    void policyFilesAreCheckedBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("watchlist.yaml");
        assertThatThrownBy(() -> config("--kafka", "k:1", "--watchlist", file.toString()))
                .hasMessageContaining("--watchlist " + file + ": is not there");
        Files.writeString(file, "nothing: like it\n");
        assertThatThrownBy(() -> config("--kafka", "k:1", "--expectations", file.toString()))
                .hasMessageContaining("--expectations " + file + ": line 1");
        Files.writeString(file, "watch:\n  - did: did:plc:aaaaaaaaaaaaaaaaaaaaaaaa\n");
        assertThat(config("--kafka", "k:1", "--watchlist", file.toString()).policies())
                .extracting(PolicyFile::file)
                .containsExactly(Optional.of(file), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> config("--kafka", "k:1", "--trust-policy", file.toString()))
                .hasMessageContaining("--trust-policy " + file + ": line 1");
        Files.writeString(file, "version: 1.0\npolicies: []\n");
        assertThat(config("--kafka", "k:1", "--trust-policy", file.toString()).policies())
                .extracting(PolicyFile::file)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(file));
    }

    @Test
    void badUsageExits64AndHelpExits0() throws Exception {
        assertThat(run("--nonsense")).isEqualTo(IngestMain.USAGE);
        assertThat(run("--kafka", "x:1", "--scope", "bad")).isEqualTo(IngestMain.USAGE);
        assertThat(run("--help")).isZero();
    }

    private static int run(String... args) throws InterruptedException {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return IngestMain.run(args, NO_ENVIRONMENT, nowhere, nowhere);
    }

    private static IngestConfig config(String... args) {
        return IngestArguments.parse(args, NO_ENVIRONMENT).orElseThrow().toConfig();
    }
}
