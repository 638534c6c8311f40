package dev.sigwatch.standalone.data;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a running process answers, kept in {@code run.json} for the read-only commands. No secrets.
 *
 * @param pid the process
 * @param http our own server: health and metrics
 * @param clickhouse ClickHouse over HTTP
 * @param kafka Kafka's {@code host:port}
 * @param flink Flink's web interface
 */
public record RunFile(long pid, String http, String clickhouse, String kafka, String flink) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Replaces the folder's file in one step: a reader sees the old one or the new one. */
    public void write(DataFolder folder) throws IOException {
        ObjectNode node = JSON.createObjectNode()
                .put("pid", pid)
                .put("http", http)
                .put("clickhouse", clickhouse)
                .put("kafka", kafka)
                .put("flink", flink);
        Path partial = folder.root().resolve("run.json.partial");
        Files.writeString(partial, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
        Files.move(partial, folder.runFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The process that uses the folder now; empty where none does, or it is not ready yet.
     *
     * @throws IOException if the folder cannot be read
     */
    public static Optional<RunFile> ofRunningProcess(DataFolder folder) throws IOException {
        if (!Files.exists(folder.runFile()) || !FolderLock.isHeld(folder)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(folder.runFile().toFile());
            return Optional.of(new RunFile(
                    node.path("pid").asLong(),
                    node.path("http").asText(),
                    node.path("clickhouse").asText(),
                    node.path("kafka").asText(),
                    node.path("flink").asText()));
        } catch (JacksonException e) {
            throw new IOException(folder.runFile() + " is not readable: " + e.getOriginalMessage(), e);
        }
    }

    /** Removes the file: nothing answers any more. */
    public static void remove(DataFolder folder) throws IOException {
        Files.deleteIfExists(folder.runFile());
    }
}
