package dev.sigwatch.sink.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The files of one engine: its configuration, written at every start, and its passwords, made once. */
final class EngineFolder {

    /** With the default, in-memory system database its own log tables fail after a restart: it has to be on disk from the start. */
    private static final String SYSTEM_DATABASE =
            "ATTACH DATABASE _ UUID '5ca11ab1-e000-4000-8000-000000000001'\nENGINE = Atomic\n";

    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final long UNUSED_PAUSE_MILLIS = 100;
    private static final int PASSWORD_BYTES = 24;
    private static final int TAIL_BYTES = 16 << 10;
    private static final int TAIL_LINES = 5;
    private static final int TAIL_LINE_CHARS = 300;

    private final Path engine;
    private final Path secrets;

    EngineFolder(Path data) {
        Path absolute = data.toAbsolutePath().normalize();
        this.engine = absolute.resolve("clickhouse");
        this.secrets = absolute.resolve("secrets");
    }

    Path path() {
        return engine;
    }

    /** What the child process itself printed. */
    Path output() {
        return engine.resolve("log/engine.out");
    }

    Path log() {
        return engine.resolve("log/engine.log");
    }

    Path temporary() {
        return engine.resolve("run");
    }

    /** Holds the HTTP port while an engine runs, and after one was killed. */
    Path portFile() {
        return engine.resolve("http-port");
    }

    /**
     * Waits for a previous engine to finish: one whose parent was killed flushes before it exits.
     *
     * @return false if one still holds the folder when the time is up
     */
    boolean awaitUnused(Duration limit) throws IOException, InterruptedException {
        Files.createDirectories(engine);
        long deadline = System.nanoTime() + limit.toNanos();
        do {
            try (FileChannel channel = FileChannel.open(
                            engine.resolve(EngineChild.LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    return true;
                }
            }
            Thread.sleep(UNUSED_PAUSE_MILLIS);
        } while (System.nanoTime() - deadline < 0);
        return false;
    }

    /** Creates what is missing and writes the configuration. */
    void prepare(int port, long memoryBytes) throws IOException {
        Files.createDirectories(engine);
        Files.setPosixFilePermissions(engine, PRIVATE_FOLDER);
        for (String folder : List.of("log", "run", "store/tmp", "store/user_files", "store/metadata")) {
            Files.createDirectories(engine.resolve(folder));
        }
        Path system = engine.resolve("store/metadata/system.sql");
        if (!Files.exists(system)) {
            Files.writeString(system, SYSTEM_DATABASE);
        }
        writeTemplate(
                "users.xml",
                Map.of(
                        "writer",
                        sha256(password("clickhouse-writer")),
                        "reader",
                        sha256(password("clickhouse-reader"))));
        writeTemplate(
                "config.xml",
                Map.of(
                        "store", engine.resolve("store").toString(),
                        "users", engine.resolve("users.xml").toString(),
                        "log", engine.resolve("log").toString(),
                        "port", Integer.toString(port),
                        "memory", Long.toString(memoryBytes)));
        Files.deleteIfExists(portFile());
    }

    /** The password with a name, made at first use. */
    String password(String name) throws IOException {
        Path file = secrets.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(secrets);
            Files.setPosixFilePermissions(secrets, PRIVATE_FOLDER);
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            // Renamed into place: a crash leaves no half of a password.
            Path fresh =
                    Files.createTempFile(secrets, name, ".new", PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    boolean saidUnconfined() {
        try (Stream<String> lines = Files.lines(output(), StandardCharsets.ISO_8859_1)) {
            return lines.limit(TAIL_LINES).anyMatch(EngineChild.UNCONFINED::equals);
        } catch (IOException e) {
            return false;
        }
    }

    /** The end of what the engine said, on one line. */
    String lastWords() {
        StringBuilder words = new StringBuilder();
        for (Path file : List.of(output(), log())) {
            for (String line : tail(file)) {
                String shown = line.length() > TAIL_LINE_CHARS ? line.substring(0, TAIL_LINE_CHARS) + "…" : line;
                words.append(words.isEmpty() ? "" : " | ").append(shown);
            }
        }
        return words.isEmpty() ? "it left no log" : words.toString();
    }

    private static List<String> tail(Path file) {
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ)) {
            in.skipNBytes(Math.max(0, Files.size(file) - TAIL_BYTES));
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private void writeTemplate(String name, Map<String, String> values) throws IOException {
        String text;
        try (InputStream in = EngineFolder.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", escape(value.getValue()));
        }
        Path file = engine.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PRIVATE_FILE);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String sha256(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
