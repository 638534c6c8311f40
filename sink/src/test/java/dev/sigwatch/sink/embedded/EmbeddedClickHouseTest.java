package dev.sigwatch.sink.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ClickHouseReader;
import dev.sigwatch.sink.ClickHouseWriter;
import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.Rows;
import dev.sigwatch.sink.schema.Migrator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an engine: each test has its own. */
class EmbeddedClickHouseTest {

    private static final String COUNT = "SELECT count() FROM sigwatch.evidence";

    private final Path data;

    EmbeddedClickHouseTest(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void keepsRowsAndPasswordsOverAStop() throws Exception {
        String password;
        try (EmbeddedClickHouse engine = start()) {
            password = engine.writer().password();
            insert(engine, "a", "b");
            assertThat(EmbeddedClickHouse.readerOfRunning(data)).contains(engine.reader());
        }
        assertThat(EmbeddedClickHouse.readerOfRunning(data)).isEmpty();
        try (EmbeddedClickHouse engine = start()) {
            assertThat(engine.writer().password()).isEqualTo(password);
            assertThat(Engine.ask(engine.reader(), COUNT)).isEqualTo("2");
            assertThat(engine.log()).exists();
        }
        try (Stream<Path> secrets = Files.list(data.resolve("secrets"))) {
            assertThat(secrets.toList()).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void keepsAcknowledgedRowsAndTokensOverAKill() throws Exception {
        UUID last = new UUID(0, 9);
        try (EmbeddedClickHouse engine = start()) {
            new Migrator(engine.writer()).migrate();
            try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
                for (int i = 0; i < 10; i++) {
                    assertThat(writer.insert(Rows.evidence(new UUID(0, i), "row-" + i))
                                    .kind())
                            .isEqualTo(InsertResult.Kind.INSERTED);
                }
                engine.process().destroyForcibly();
                assertThat(engine.onExit().get(30, TimeUnit.SECONDS)).startsWith("the ClickHouse engine ended (137)");
                assertThat(writer.insert(Rows.evidence(last, "row-9")).kind()).isEqualTo(InsertResult.Kind.RETRY);
            }
        }
        try (EmbeddedClickHouse engine = start();
                ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            assertThat(writer.insert(Rows.evidence(last, "row-9")).kind()).isEqualTo(InsertResult.Kind.INSERTED);
            assertThat(Engine.ask(engine.reader(), COUNT)).isEqualTo("10");
        }
    }

    @Test
    void survivesClientsThatHangUp() throws Exception {
        try (EmbeddedClickHouse engine = start()) {
            for (String sent :
                    new String[] {"", "POST /?query=", "POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\nSELECT"}) {
                for (int i = 0; i < 20; i++) {
                    try (Socket socket = new Socket(
                            InetAddress.getLoopbackAddress(),
                            engine.writer().url().getPort())) {
                        socket.setSoLinger(true, 0); // close sends RST
                        socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
            insert(engine, "still here");
            assertThat(Engine.ask(engine.reader(), COUNT)).isEqualTo("1");
        }
    }

    @Test
    void endsWithAParentThatIsKilled() throws Exception {
        Path library = Engine.library();
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineParent.class.getName(),
                        library.toString(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle engine =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertThat(engine.isAlive()).isTrue();
            parent.destroyForcibly();
            engine.onExit().get(30, TimeUnit.SECONDS);
        }
        start().close();
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EngineConfig config = EngineConfig.of(Engine.library(), data, taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedClickHouse.start(config))
                    .isInstanceOf(ClickHouseException.class)
                    .hasMessage("port " + taken.getLocalPort()
                            + " is in use: free it or choose another with --clickhouse-port");
        }
    }

    @Test
    void saysThatTheFolderIsTakenAndLeavesItsOwnerAlone() throws Exception {
        try (EmbeddedClickHouse owner = start()) {
            EngineConfig second = new EngineConfig(
                    Engine.library(), data, 0, EngineConfig.DEFAULT_MEMORY_BYTES, Duration.ofMillis(300));
            assertThatThrownBy(() -> EmbeddedClickHouse.start(second))
                    .isInstanceOf(ClickHouseException.class)
                    .hasMessageStartingWith("another ClickHouse engine uses " + data.toAbsolutePath());
            assertThat(new ClickHouseReader(owner.reader()).ping()).isTrue();
            assertThat(EmbeddedClickHouse.readerOfRunning(data)).isPresent();
        }
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");
        EngineConfig config = EngineConfig.of(Engine.library(), file, 0);
        assertThatThrownBy(() -> EmbeddedClickHouse.start(config))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("--data");
    }

    @Test
    void saysHowTheEngineEnded() throws Exception {
        Files.createDirectories(data.resolve("clickhouse/store/metadata"));
        Files.writeString(data.resolve("clickhouse/store/metadata/broken.sql"), "nonsense");
        EngineConfig config = EngineConfig.of(Engine.library(), data, 0);
        assertThatThrownBy(() -> EmbeddedClickHouse.start(config))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageStartingWith("the ClickHouse engine ended at start")
                .hasMessageContaining("broken")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void saysWhatInstallsTheLibrary() {
        assertThatThrownBy(() -> EmbeddedClickHouse.start(EngineConfig.of(data.resolve("none.so"), data, 0)))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("run sink/engine/install.sh");
        assertThatThrownBy(() -> EngineConfig.findLibrary(Map.of(), data))
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("run sink/engine/install.sh");
        assertThatThrownBy(() -> EngineConfig.findLibrary(Map.of("SIGWATCH_LIBCHDB", "/none.so"), data))
                .hasMessage("SIGWATCH_LIBCHDB names no file: /none.so");
    }

    private EmbeddedClickHouse start() throws Exception {
        return EmbeddedClickHouse.start(EngineConfig.of(Engine.library(), data, 0));
    }

    private static void insert(EmbeddedClickHouse engine, String... ids) throws Exception {
        new Migrator(engine.writer()).migrate();
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            assertThat(writer.insert(Rows.evidence(UUID.randomUUID(), ids)).kind())
                    .isEqualTo(InsertResult.Kind.INSERTED);
        }
    }
}
