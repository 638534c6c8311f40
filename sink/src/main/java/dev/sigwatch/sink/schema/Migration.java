package dev.sigwatch.sink.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One numbered SQL file. Its statements can each be run again without harm, because a crash may come between them.
 *
 * @param version the number its name starts with
 * @param name file name
 * @param sql the text
 */
record Migration(int version, String name, String sql) {

    /** All files, in order; a new one is added here and never changed once released. */
    private static final List<String> FILES = List.of(
            "0001_schema_migrations.sql",
            "0002_verdicts.sql",
            "0003_records.sql",
            "0004_evidence.sql",
            "0005_identity_operations.sql",
            "0006_stream_status.sql",
            "0007_reconciliation.sql",
            "0008_exports.sql",
            "0009_rows_behind_views.sql",
            "0010_revisions.sql",
            "0011_identity_history.sql",
            "0012_alerts.sql",
            "0013_registry.sql",
            "0014_images.sql",
            "0015_redactions.sql",
            "0020_board_views.sql",
            "0021_retention.sql");

    static List<Migration> all() {
        return FILES.stream()
                .map(name ->
                        new Migration(Integer.parseInt(name.substring(0, name.indexOf('_'))), name, resource(name)))
                .toList();
    }

    /** A text from the folder of migrations. */
    static String resource(String name) {
        try (InputStream in = Migration.class.getResourceAsStream("/clickhouse/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource /clickhouse/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read /clickhouse/" + name, e);
        }
    }

    List<String> statements() {
        return SqlScript.statements(sql);
    }

    /** SHA-256 of the text, hex. */
    String checksum() {
        return sha256(sql);
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
