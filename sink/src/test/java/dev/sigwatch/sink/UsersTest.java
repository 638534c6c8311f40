package dev.sigwatch.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigwatch.sink.row.RecordRow;
import dev.sigwatch.sink.row.RowEncoder;
import dev.sigwatch.sink.row.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded engine's users may not do. */
@ExtendWith(Engine.Extension.class)
class UsersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO evidence (evidence_id) VALUES ('x')",
                "INSERT INTO redactions (did) VALUES ('x')",
                "ALTER TABLE record_rows UPDATE record = '' WHERE 1",
                "INSERT INTO alert_updates (alert_id) VALUES ('x')",
                "ALTER TABLE verdict_rows DELETE WHERE 1",
                "DROP TABLE verdict_rows",
                "DROP VIEW verdicts",
                "CREATE OR REPLACE VIEW verdicts AS SELECT 1",
                "TRUNCATE TABLE verdict_rows",
                "CREATE TABLE x (a Int8) ENGINE = Memory",
                "CREATE TEMPORARY TABLE x (a Int8)",
                "SELECT * FROM file('/etc/passwd', 'LineAsString')",
                "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
                "SELECT * FROM remote('127.0.0.1', system.one)",
                "SELECT * FROM executable('sh', 'TSV', 'a String')",
                "SELECT * FROM system.users",
                "SELECT * FROM system.processes",
                "SELECT * FROM system.server_settings",
                "SELECT 1 SETTINGS readonly = 0",
                "SELECT 1 SETTINGS max_memory_usage = 900000000",
                "SELECT 1 SETTINGS max_memory_usage = 0",
                "SELECT 1 SETTINGS max_execution_time = 0",
                "SYSTEM STOP LISTEN HTTP",
                "SYSTEM SHUTDOWN",
            })
    void readersOnlyReadTheDatabase(String sql, Engine engine) {
        assertThatThrownBy(() -> Engine.ask(engine.reader(), sql))
                .isInstanceOf(ClickHouseException.class)
                .message()
                .containsAnyOf("Code: 497.", "Code: 164.", "Code: 452.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/proc/1/cmdline", "/proc/self/root/etc/passwd"})
    void nobodyReadsFilesThroughTheFunction(String path, Engine engine) {
        assumeTrue(engine.clickHouse().confined(), "this kernel has no Landlock: files are not protected");
        assertThat(Files.exists(Path.of(path))).isTrue();
        for (ClickHouseConfig user : List.of(engine.reader(), engine.writer())) {
            assertThatThrownBy(() -> Engine.ask(user, "SELECT file('" + path + "')"))
                    .hasMessageContaining("Permission denied");
        }
    }

    @Test
    void readersReadEveryTable(Engine engine) throws Exception {
        List<String> tables = Engine.ask(engine.reader(), "SHOW TABLES").lines().toList();
        assertThat(tables)
                .contains(
                        "verdicts",
                        "verdict_revisions",
                        "records",
                        "tag_history",
                        "images",
                        "redactions",
                        "exports",
                        "evidence",
                        "identity_operations",
                        "key_history",
                        "alerts",
                        "publisher_health",
                        "stream_status",
                        "reconciliation");
        for (String table : tables) {
            assertThat(Engine.ask(engine.reader(), "SELECT count() FROM " + table))
                    .containsOnlyDigits();
        }
    }

    /** Servers whose users are made with SQL, and the embedded engine, allow the same. */
    @Test
    void bothKindsOfUsersMayDoTheSame(Engine engine) throws Exception {
        String sql = new String(
                UsersTest.class.getResourceAsStream("/clickhouse/users.sql").readAllBytes(), StandardCharsets.UTF_8);
        List<String> writes = grants(sql, "sigwatch_writer");
        assertThat(writes).contains("SELECT", "INSERT", "ALTER", "CREATE", "OPTIMIZE");
        assertThat(grants(sql, "sigwatch_reader")).containsExactly("SELECT");
        // What is more in these than a database's tables and views is given to neither.
        Map<String, String> within = Map.of("CREATE", "CREATE TABLE, CREATE VIEW", "DROP", "DROP TABLE, DROP VIEW");
        for (String privilege : writes) {
            String check = "CHECK GRANT " + within.getOrDefault(privilege, privilege) + " ON sigwatch.*";
            assertThat(Engine.ask(engine.writer(), check)).as(check).isEqualTo("1");
            assertThat(Engine.ask(engine.reader(), check))
                    .as("reader: " + check)
                    .isEqualTo(privilege.equals("SELECT") ? "1" : "0");
        }
        assertThat(sql).contains("readonly = 2 CONST", "max_execution_time = 60 MIN 1 MAX 60");
    }

    /** What {@code sigwatch redact} does. */
    @Test
    void theWriterMayRemoveContents(Engine engine) throws Exception {
        RowEncoder<RecordRow> records = new RowEncoder<>(Table.RECORDS);
        records.add(RecordDraft.manifest("did:plc:forgotten", "app", 'a').row());
        try (ClickHouseWriter writer = new ClickHouseWriter(engine.writer())) {
            writer.insert(records.drain(UUID.randomUUID()));
        }
        engine.ask("ALTER TABLE record_rows UPDATE record = '', repository = '' WHERE did = 'did:plc:forgotten'"
                + " SETTINGS mutations_sync = 1");
        engine.ask("ALTER TABLE evidence UPDATE body = '' WHERE did = 'did:plc:forgotten' SETTINGS mutations_sync = 1");
        engine.ask(
                "INSERT INTO redactions (did, reason, by, redacted_at) VALUES ('did:plc:forgotten', 'r', 'b', now64(6))");

        assertThat(Engine.ask(
                        engine.reader(), "SELECT digest, repository FROM records WHERE did = 'did:plc:forgotten'"))
                .isEqualTo(RecordDraft.digest('a'));
        assertThat(Engine.ask(engine.reader(), "SELECT reason, by FROM redactions WHERE did = 'did:plc:forgotten'"))
                .isEqualTo("r\tb");
        engine.ask("ALTER TABLE record_rows DELETE WHERE did = 'did:plc:forgotten' SETTINGS mutations_sync = 1");
    }

    private static List<String> grants(String sql, String user) {
        Matcher grant = Pattern.compile("GRANT ([A-Z, ]+) ON \\{database}\\.\\* TO " + user + ";")
                .matcher(sql);
        assertThat(grant.find()).as(user).isTrue();
        return List.of(grant.group(1).split(", ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "sigwatch", "nobody", "sigwatch_writer", "sigwatch_reader"})
    void nobodyGetsInWithoutAPassword(String user, Engine engine) {
        for (String password : List.of("", "sigwatch")) {
            ClickHouseConfig config = engine.reader().as(user, password);
            assertThat(new ClickHouseReader(config).ping()).isFalse();
        }
    }

    @Test
    void listensOnLoopbackAndHttpOnly(Engine engine) throws IOException {
        Path process = Path.of("/proc/" + engine.clickHouse().process().pid());
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.readSymbolicLink(descriptor).toString();
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring(8, target.length() - 1));
                }
            }
        }
        String listening = "0A";
        try (Stream<String> tcp = Files.lines(process.resolve("net/tcp"));
                Stream<String> tcp6 = Files.lines(process.resolve("net/tcp6"))) {
            List<String> addresses = Stream.concat(tcp, tcp6)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[3].equals(listening) && inodes.contains(fields[9]))
                    .map(fields -> fields[1])
                    .toList();
            assertThat(addresses)
                    .containsExactly(
                            String.format("0100007F:%04X", engine.writer().url().getPort()));
        }
    }
}
