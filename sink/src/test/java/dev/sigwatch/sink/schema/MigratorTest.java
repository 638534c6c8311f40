package dev.sigwatch.sink.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.Engine;
import dev.sigwatch.sink.embedded.EmbeddedClickHouse;
import dev.sigwatch.sink.embedded.EngineConfig;
import dev.sigwatch.sink.row.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Engine.Extension.class)
class MigratorTest {

    @Test
    void appliesEachMigrationOnce(Engine engine) throws Exception {
        assertThat(new Migrator(engine.writer()).migrate()).isZero();
        assertThat(engine.ask(
                                "SELECT version, name, checksum FROM schema_migrations WHERE version < 9000 ORDER BY version")
                        .lines()
                        .toList())
                .isEqualTo(Migration.all().stream()
                        .map(m -> m.version() + "\t" + m.name() + "\t" + m.checksum())
                        .toList());
    }

    /** Wherever a crash cuts a migration short, it is run again from its first statement. */
    @Test
    void everyMigrationMayBeCutShortAnywhere(@TempDir Path data) throws Exception {
        try (EmbeddedClickHouse empty = EmbeddedClickHouse.start(EngineConfig.of(Engine.library(), data, 0))) {
            ClickHouseConfig writer = empty.writer();
            new Migrator(writer, Migration.all().subList(0, 1)).migrate();
            for (Migration migration : Migration.all()) {
                List<String> statements = migration.statements();
                for (int done = 1; done <= statements.size(); done++) {
                    for (String statement : statements.subList(0, done)) {
                        Engine.ask(writer, statement);
                    }
                }
            }
        }
    }

    /** Views may be made again at any time, so that a later version can correct one. */
    @Test
    void everyViewMayBeMadeAgain(Engine engine) throws Exception {
        for (Migration migration : Migration.all().subList(8, Migration.all().size())) {
            for (String statement : migration.statements()) {
                if (!statement.startsWith("RENAME")) {
                    engine.ask(statement);
                }
            }
        }
    }

    @Test
    void finishesWhatACrashCutShort(Engine engine) throws Exception {
        String table = "CREATE TABLE IF NOT EXISTS half_way (a Int8) ENGINE = MergeTree ORDER BY a;";
        try {
            assertThatThrownBy(() ->
                            new Migrator(engine.writer(), with(9001, table + "SELECT throwIf(1, 'crash')")).migrate())
                    .isInstanceOf(ClickHouseException.class)
                    .hasMessageContaining("crash");
            assertThat(new Migrator(engine.writer(), with(9001, table)).migrate())
                    .isEqualTo(1);
            assertThat(new Migrator(engine.writer(), with(9001, table)).migrate())
                    .isZero();
        } finally {
            engine.ask("DROP TABLE IF EXISTS half_way");
            engine.ask("ALTER TABLE schema_migrations DELETE WHERE version = 9001 SETTINGS mutations_sync = 1");
        }
    }

    @Test
    void rowsOfAnOlderVersionStayAsTheyWere(@TempDir Path data) throws Exception {
        try (EmbeddedClickHouse older = EmbeddedClickHouse.start(EngineConfig.of(Engine.library(), data, 0))) {
            ClickHouseConfig writer = older.writer();
            new Migrator(writer, Migration.all().subList(0, 7)).migrate();
            String insert =
                    "INSERT INTO records (did, action, frame_offset, received_at) VALUES ('a', 'delete', 41, now64(6))";
            Engine.ask(writer, insert);
            Engine.ask(
                    writer,
                    "INSERT INTO verdicts (host, verdict, frame_offset, received_at) VALUES ('h', 'NOTICE', 41, now64(6))");
            Engine.ask(writer, "INSERT INTO identity_operations (did, op_cid) VALUES ('a', 'op')");
            new Migrator(writer).migrate();
            // A batch that rests in a checkpoint names the columns there were.
            Engine.ask(writer, insert.replace("41", "42").replace("records", Table.RECORDS.name()));
            assertThat(Engine.ask(
                            writer, "SELECT did, action, frame_offset, origin FROM records ORDER BY frame_offset"))
                    .isEqualTo("a\tdelete\t41\tframe\na\tdelete\t42\tframe");
            assertThat(Engine.ask(writer, "SELECT DISTINCT binding, era, policy_result, policy_hash, key FROM records"))
                    .isEqualTo("none\t\tnone");
            assertThat(Engine.ask(writer, "SELECT host, verdict, frame_offset, revision FROM verdicts"))
                    .isEqualTo("h\tNOTICE\t41\t0");
            assertThat(Engine.ask(writer, "SELECT did, op_cid, signer_index, valid FROM identity_operations"))
                    .isEqualTo("a\top\t-1\ttrue");
        }
    }

    @Test
    void refusesADatabaseOfANewerVersion(Engine engine) {
        List<Migration> older = Migration.all().subList(0, 3);
        assertThatThrownBy(() -> new Migrator(engine.writer(), older).migrate())
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("was made by a newer version")
                .hasMessageContaining("this one knows up to 3");
    }

    @Test
    void refusesAMigrationThatChanged(Engine engine) {
        List<Migration> changed = new ArrayList<>(Migration.all());
        Migration second = changed.get(1);
        changed.set(1, new Migration(second.version(), second.name(), second.sql() + "\n"));
        assertThatThrownBy(() -> new Migrator(engine.writer(), changed).migrate())
                .isInstanceOf(ClickHouseException.class)
                .hasMessageContaining("migration 0002_verdicts.sql is not the one applied");
    }

    @Test
    void saysThatNobodyAnswers() {
        ClickHouseConfig nobody = ClickHouseConfig.parse("http://127.0.0.1:1", "u", "p");
        assertThatThrownBy(() -> new Migrator(nobody).migrate())
                .isInstanceOf(ClickHouseException.class)
                .hasMessageStartingWith("no answer from ClickHouse at http://127.0.0.1:1 (")
                .extracting(e -> ((ClickHouseException) e).retryable())
                .isEqualTo(true);
    }

    @Test
    void leavesTheEmbeddedEnginesUsersAlone(Engine engine) throws Exception {
        assertThat(new Migrator(engine.writer()).makeUsers("a", "b")).isEqualTo(Migrator.Users.NOT_PERMITTED);
        assertThat(Engine.ask(engine.reader(), "SELECT currentUser()")).isEqualTo("sigwatch_reader");
    }

    /** The embedded engine cannot run them, but its parser is the server's. */
    @Test
    void theStatementsForUsersAreWellFormed(Engine engine) throws Exception {
        List<String> statements = SqlScript.statements(Migration.resource("users.sql")
                .replace("{database}", "sigwatch")
                .replaceAll("\\{\\w+_sha256}", "0".repeat(64)));
        assertThat(statements).hasSizeGreaterThan(5);
        for (String statement : statements) {
            assertThat(engine.ask("SELECT formatQuery('" + statement.replace("'", "\\'") + "')"))
                    .isNotEmpty();
        }
    }

    private static List<Migration> with(int version, String sql) {
        List<Migration> migrations = new ArrayList<>(Migration.all());
        migrations.add(new Migration(version, version + "_test.sql", sql));
        return migrations;
    }
}
