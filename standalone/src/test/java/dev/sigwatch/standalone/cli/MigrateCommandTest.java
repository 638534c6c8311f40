package dev.sigwatch.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On the real engine, whose users are in its configuration; the statements that make users elsewhere are tested in sink. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrateCommandTest {
    private @Nullable EmbeddedClickHouse engine;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @BeforeAll
    void start() throws Exception {
        try {
            Path library = EngineConfig.findLibrary(System.getenv(), Path.of(".."));
            engine = EmbeddedClickHouse.start(EngineConfig.of(library, folder.resolve("data"), 0));
        } catch (ClickHouseException e) {
            System.out.println("SKIPPED, no engine: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    @AfterAll
    void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void makesEverythingOnceAndTriesTheUsers() throws Exception {
        ClickHouseConfig writer = Objects.requireNonNull(engine).writer();
        Path writerPassword = Files.writeString(folder.resolve("writer"), writer.password() + "\n");
        Path readerPassword =
                Files.writeString(folder.resolve("reader"), engine.reader().password() + "\n");
        Cli.Outcome first = migrate(
                Map.of(),
                "--writer-password-file",
                writerPassword.toString(),
                "--reader-password-file",
                readerPassword.toString());
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("database sigwatch at " + writer.url() + ": ")
                .containsPattern("\\d+ migrations applied")
                .contains("sigwatch_writer may not make users")
                .doesNotContain(writer.password());
        assertThat(ask(engine.reader(), "SELECT count() FROM verdicts")).isEqualTo("0\n");

        Cli.Outcome again = migrate(Map.of(
                "SIGWATCH_WRITER_PASSWORD", writer.password(),
                "SIGWATCH_READER_PASSWORD", engine.reader().password()));
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).contains(": up to date").contains("sigwatch_reader: ");
    }

    @Test
    void aUserWhoDoesNotGetInIsAFailure() {
        String secret = Objects.requireNonNull(engine).writer().password();
        Cli.Outcome outcome =
                migrate(Map.of("SIGWATCH_WRITER_PASSWORD", secret, "SIGWATCH_READER_PASSWORD", "not-the-readers"));
        assertThat(outcome.status()).isEqualTo(ExitCode.START_FAILED.status());
        assertThat(outcome.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("sigwatch_reader does not get in")
                .doesNotContain(secret)
                .doesNotContain("not-the-readers");
    }

    @Test
    void whereNobodyAnswersItSaysSoAfterTheTime() {
        Cli.Outcome outcome = Cli.run("migrate", "--clickhouse", "http://127.0.0.1:1", "--wait", "600ms");
        assertThat(outcome.status()).isEqualTo(ExitCode.START_FAILED.status());
        assertThat(outcome.out()).startsWith("waiting: no answer from ClickHouse at http://127.0.0.1:1");
        assertThat(outcome.err().lines()).hasSize(1).first().asString().contains("no answer from ClickHouse");
    }

    @Test
    void aWrongPasswordIsNotWaitedFor() {
        Cli.Outcome outcome = migrate(Map.of("SIGWATCH_CLICKHOUSE_PASSWORD", "wrong"));
        assertThat(outcome.status()).isEqualTo(ExitCode.START_FAILED.status());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("does not accept user sigwatch_writer")
                .doesNotContain("wrong ");
    }

    private Cli.Outcome migrate(Map<String, String> more, String... options) {
        ClickHouseConfig writer = Objects.requireNonNull(engine).writer();
        Map<String, String> environment = new HashMap<>(Map.of(
                "SIGWATCH_HOME", "..",
                "SIGWATCH_CLICKHOUSE_USER", writer.user(),
                "SIGWATCH_CLICKHOUSE_PASSWORD", writer.password()));
        environment.putAll(more);
        String[] arguments = new String[options.length + 3];
        arguments[0] = "migrate";
        arguments[1] = "--clickhouse";
        arguments[2] = writer.url().toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Cli.run(environment, arguments);
    }

    private static String ask(ClickHouseConfig config, String sql) throws ClickHouseException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ClickHouseReader(config).query(sql, "TabSeparated", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
