package dev.sigwatch.sink.schema;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseException;
import dev.sigwatch.sink.ServerErrors;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database to the schema this version expects. Run at every start, by a user with all rights on the database. */
public final class Migrator {

    /** Who makes the database's users. */
    public enum Users {
        /** This migrator did, or set their passwords again. */
        MADE,
        /** The server keeps its users in configuration files, as the embedded engine does; nothing was changed. */
        CONFIGURED_ELSEWHERE,
        /** The configured user may not make users, as the embedded engine's writer may not; nothing was changed. */
        NOT_PERMITTED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    /** ACCESS_STORAGE_READONLY and ACCESS_STORAGE_FOR_INSERTION_NOT_FOUND. */
    private static final List<Integer> NO_USER_STORAGE = List.of(495, 514);

    private static final int ACCESS_DENIED = 497;

    private static final String LEDGER = "schema_migrations";

    private final ClickHouseConfig config;
    private final List<Migration> migrations;

    /** A migrator with the migrations of this version. */
    public Migrator(ClickHouseConfig config) {
        this(config, Migration.all());
    }

    Migrator(ClickHouseConfig config, List<Migration> migrations) {
        this.config = config;
        this.migrations = migrations;
    }

    /**
     * Creates the database if it is missing and applies what has not been applied, in order.
     *
     * @return the number of migrations applied
     * @throws ClickHouseException if the server fails, if the database was made by a newer version, or if a file that was applied
     *     to it has since changed
     */
    public int migrate() throws ClickHouseException {
        try {
            createDatabase();
        } catch (SQLException e) {
            throw failed(e);
        }
        try (Connection connection = connect(config.database());
                Statement statement = connection.createStatement()) {
            Map<Integer, String> applied = applied(statement);
            check(applied);
            int count = 0;
            for (Migration migration : migrations) {
                if (!applied.containsKey(migration.version())) {
                    apply(connection, migration);
                    count++;
                }
            }
            return count;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Makes the writer and the reader where the server keeps users in SQL; the configured user needs access management.
     *
     * @param writerPassword password of {@code sigwatch_writer}
     * @param readerPassword password of {@code sigwatch_reader}
     * @throws ClickHouseException if the server fails
     */
    public Users makeUsers(String writerPassword, String readerPassword) throws ClickHouseException {
        String script = Migration.resource("users.sql")
                .replace("{database}", config.database())
                .replace("{writer_sha256}", Migration.sha256(writerPassword))
                .replace("{reader_sha256}", Migration.sha256(readerPassword));
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : SqlScript.statements(script)) {
                statement.execute(sql);
            }
            return Users.MADE;
        } catch (SQLException e) {
            if (NO_USER_STORAGE.contains(e.getErrorCode())) {
                return Users.CONFIGURED_ELSEWHERE;
            }
            if (e.getErrorCode() == ACCESS_DENIED) {
                return Users.NOT_PERMITTED;
            }
            throw failed(e);
        }
    }

    private void apply(Connection connection, Migration migration) throws SQLException {
        LOG.info("applying {} to {}", migration.name(), config.database());
        try (Statement statement = connection.createStatement()) {
            for (String sql : migration.statements()) {
                statement.execute(sql);
            }
        }
        try (PreparedStatement record =
                connection.prepareStatement("INSERT INTO " + LEDGER + " (version, name, checksum) VALUES (?, ?, ?)")) {
            record.setInt(1, migration.version());
            record.setString(2, migration.name());
            record.setString(3, migration.checksum());
            record.executeUpdate();
        }
    }

    private void check(Map<Integer, String> applied) throws ClickHouseException {
        int newest = migrations.get(migrations.size() - 1).version();
        for (Map.Entry<Integer, String> entry : applied.entrySet()) {
            if (entry.getKey() > newest) {
                throw ClickHouseException.permanent("database " + config.database() + " at " + config.url()
                        + " was made by a newer version (migration " + entry.getKey() + ", this one knows up to "
                        + newest
                        + "): run that version, or use another database");
            }
        }
        for (Migration migration : migrations) {
            String recorded = applied.getOrDefault(migration.version(), migration.checksum());
            if (!recorded.equals(migration.checksum())) {
                throw ClickHouseException.permanent("migration " + migration.name() + " is not the one applied to "
                        + config.database() + " at " + config.url()
                        + ": its checksum differs; run the version that made the database, or use another database");
            }
        }
    }

    /** Checksums by version; two migrators at once may both have recorded one, with the same checksum. */
    private static Map<Integer, String> applied(Statement statement) throws SQLException {
        Map<Integer, String> applied = new TreeMap<>();
        if (answer(statement, "EXISTS TABLE " + LEDGER)) {
            try (ResultSet rows = statement.executeQuery("SELECT version, checksum FROM " + LEDGER)) {
                while (rows.next()) {
                    applied.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        return applied;
    }

    private static boolean answer(Statement statement, String question) throws SQLException {
        try (ResultSet rows = statement.executeQuery(question)) {
            return rows.next() && rows.getInt(1) == 1;
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            if (!answer(statement, "EXISTS DATABASE " + config.database())) {
                statement.execute("CREATE DATABASE IF NOT EXISTS " + config.database() + " ENGINE = Atomic");
            }
        }
    }

    /** Each statement is a request of its own, so {@code USE} would be forgotten: the database is part of the connection. */
    private Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", config.user());
        properties.setProperty("password", config.password());
        return DriverManager.getConnection("jdbc:clickhouse:" + config.url() + "/" + database, properties);
    }

    private ClickHouseException failed(SQLException e) {
        return e.getErrorCode() > 0
                ? ServerErrors.of(e.getErrorCode(), String.valueOf(e.getMessage()), config, e)
                : ServerErrors.away(e, config);
    }
}
