package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    /** Arguments, and what the one line about them must name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "up --relay ftp://somewhere; --relay",
                "up --relay wss://relay.test/path; --relay",
                "up --relay a.test --relay a.test; --relay",
                "up --plc http://plc.test; --plc",
                "up --plc nonsense; --plc",
                "up --scope everybody; --scope",
                "up --http-port 65536; --http-port",
                "up --http-port many; --http-port",
                "up --clickhouse-port -1; --clickhouse-port",
                "up --kafka localhost; --kafka",
                "up --clickhouse localhost:8123; --clickhouse",
                "up --hold-timeout 10; --hold-timeout",
                "up --parallelism 0; --parallelism",
                "up --parallelism 65; --parallelism",
                "up --data; --data",
                "up --nonsense; --nonsense",
                "up something; something",
                "query; SQL",
                "query --format a.b SELECT; --format",
                "check; CAPTURE",
                "check --output xml capture; --output",
                "replay; CAPTURE",
                "verify-repo; DID|HANDLE|FILE.car",
                "verify-repo nothing; DID|HANDLE|FILE.car",
                "verify-repo did:plc:short; DID|HANDLE|FILE.car",
                "verify-repo a.example.com --plc http://plc.example.com; --plc",
                "verify-repo a.example.com --max-export-bytes 1G; --max-export-bytes",
                "verify-repo a.example.com --output xml; --output",
                "identity; DID|FILE",
                "identity did:web:example.com; DID|FILE",
                "identity f.json --at yesterday; --at",
                "identity did:plc:ewvi7nxzyoun6zhxrhs64oiz --plc http://plc.example.com; --plc",
                "verify-proof --identity f; F.car",
                "verify-proof f.car; --identity",
                "proof at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/io.atcr.tag/v1; --out",
                "proof nonsense --out f.car; AT-URI",
                "proof at://alice.example.com/io.atcr.tag/v1 --out f.car; AT-URI",
                "proof at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/io.atcr.tag --out f.car; AT-URI",
                "proof at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/io.atcr.tag/v1 --out pom.xml; --out",
                "notify --kafka k:1 --notify-stdout --http-port 65536; --http-port",
                "notify --kafka k:1 --notify-stdout --http-host ::1; --http-port",
                "up --alertmanager ftp://am.test; --alertmanager",
                "up --webhook http://hooks.test/secret-token; --webhook-secret-file",
                "up --webhook http://hooks.test --webhook-secret-file pom.xml.none; --webhook-secret-file",
                "up --webhook-secret-file pom.xml; --webhook",
                "alerts --since yesterday; --since",
                "alerts --priority P5; --priority",
                "alerts --output xml; --output",
                "explain; ALERT_ID",
                "explain a'b; ALERT_ID",
                "notify --notify-stdout; --kafka",
                "notify --kafka a.test:9092; --alertmanager",
                "reconcile --wait soon; --wait",
                "doctor --relay ftp://x; --relay",
                "image; REF|DIGEST",
                "image nothing; REF|DIGEST",
                "image sha256:abc; REF|DIGEST",
                "image acme.test/app:v1 --at yesterday; --at",
                "image acme.test/app:v1 --output xml; --output",
                "redact did:plc:ewvi7nxzyoun6zhxrhs64oiz; --reason",
                "redact --reason x; DID|AT-URI",
                "redact somebody --reason x; DID|AT-URI",
                "redact at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/io.atcr.tag --reason x; DID|AT-URI",
                "policy; check or test",
                "policy check; FILE",
                "policy test --image atcr.io/did:web:a.test/b; --policy",
                "policy test --policy ../pom.xml; --image",
                "policy test --policy ../pom.xml --image a.test/b --digest c; mutually exclusive",
                "policy test --policy ../pom.xml --image sha256:00; --image",
                "policy test --policy ../pom.xml --digest a.test/b:v1; --digest",
                "policy test --policy ../pom.xml --image a.test/b --at yesterday; --at",
                "migrate; --clickhouse",
                "migrate --clickhouse localhost:8123; --clickhouse",
                "migrate --clickhouse http://127.0.0.1:1 --wait soon; --wait",
                "migrate --clickhouse http://127.0.0.1:1 --writer-password-file ../.gitignore; --reader-password-file",
                "simulate --accounts none; --accounts",
                "record --relay a.test; --out",
                "nonsense; nonsense",
            })
    void badUsageExits64AndNamesTheOption(String arguments, String named) {
        Cli.Outcome outcome = Cli.run(arguments.split(" "));
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitCode.USAGE.status());
        assertThat(outcome.err().lines().findFirst().orElse("")).contains(named);
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void noCommandIsBadUsage() {
        assertThat(Cli.run().status()).isEqualTo(ExitCode.USAGE.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up",
                "demo",
                "replay",
                "record",
                "check",
                "verify-repo",
                "identity",
                "image",
                "policy",
                "policy check",
                "policy test",
                "proof",
                "verify-proof",
                "alerts",
                "explain",
                "notify",
                "query",
                "reconcile",
                "doctor",
                "migrate",
                "redact",
                "simulate"
            })
    void everyCommandHasHelp(String command) {
        Cli.Outcome outcome = Cli.run((command + " --help").strip().split(" "));
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("Usage: sigwatch").contains("--help").contains("Exit status:");
    }

    @Test
    void aCaptureThatIsNoneExits2(@TempDir Path folder) {
        Cli.Outcome outcome = Cli.run("check", folder.toString());
        assertThat(outcome.status()).isEqualTo(ExitCode.UNREADABLE.status());
        assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("frames.cborseq");
    }

    @Test
    void aFolderWithoutDataIsOneLine(@TempDir Path folder) {
        Cli.Outcome outcome = Cli.run("query", "--data", folder.toString(), "SELECT 1");
        assertThat(outcome.status()).isEqualTo(ExitCode.START_FAILED.status());
        assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("--data");
    }

    @Test
    void aReplayDoesNotMixItsWorldWithAnother(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("something"), "of somebody's");
        Files.writeString(Files.createDirectories(folder.resolve("capture")).resolve("frames.cborseq"), "");
        Cli.Outcome outcome = Cli.run("replay", folder.resolve("capture").toString(), "--data", folder.toString());
        assertThat(outcome.status()).isEqualTo(ExitCode.USAGE.status());
        assertThat(outcome.err()).contains("--data");
        assertThat(folder.resolve("something")).exists();
    }
}
