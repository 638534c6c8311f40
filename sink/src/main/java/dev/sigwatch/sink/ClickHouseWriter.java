package dev.sigwatch.sink;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import dev.sigwatch.sink.row.RowBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;

/**
 * Inserts batches, each once however often it is asked to: the server drops a batch whose token it has seen. Safe for use by
 * several threads.
 */
public final class ClickHouseWriter implements AutoCloseable {

    /** A pooled connection may have been closed by the server just before it was used; anything else is the caller's to retry. */
    private static final int STALE_CONNECTION_RETRIES = 1;

    private static final long CONNECT_SECONDS = 5;
    private static final long ANSWER_SECONDS = 60;
    private static final int MAX_CONNECTIONS = 8;

    private final ClickHouseConfig config;
    private final Client client;

    /** A writer that connects when first used. */
    public ClickHouseWriter(ClickHouseConfig config) {
        this.config = config;
        this.client = new Client.Builder()
                .addEndpoint(config.url().toString())
                .setUsername(config.user())
                .setPassword(config.password())
                .setDefaultDatabase(config.database())
                .compressClientRequest(config.compress())
                .compressServerResponse(false)
                .setConnectTimeout(CONNECT_SECONDS, ChronoUnit.SECONDS)
                .setConnectionRequestTimeout(ANSWER_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(ANSWER_SECONDS, ChronoUnit.SECONDS)
                .setMaxConnections(MAX_CONNECTIONS)
                .retryOnFailures(ClientFaultCause.NoHttpResponse)
                .setMaxRetries(STALE_CONNECTION_RETRIES)
                .build();
    }

    /** Inserts a batch and waits until the server has it on disk. */
    public InsertResult insert(RowBatch batch) throws InterruptedException {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(batch.token().toString())
                .serverSetting("insert_deduplicate", "1")
                // A server that stops between a table and the sums made of it gets the batch again, and adds what is
                // missing.
                .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
                // A token counts per block: the batch must become the same block every time, and be on disk when
                // acknowledged.
                .serverSetting("async_insert", "0")
                .serverSetting("max_insert_block_size", "1000000")
                .serverSetting("input_format_parallel_parsing", "0");
        DataStreamWriter rows = new DataStreamWriter() {
            @Override
            public void onOutput(OutputStream out) throws IOException {
                out.write(batch.rowBinary());
            }

            @Override
            public void onRetry() {
                // The bytes are written from the start again.
            }
        };
        try {
            client.insert(batch.table(), batch.columns(), rows, ClickHouseFormat.RowBinary, settings)
                    .get()
                    .close();
            return InsertResult.OK;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return failed(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private InsertResult failed(Throwable failure) {
        ClickHouseException classified = classify(failure);
        return new InsertResult(
                classified.retryable() ? InsertResult.Kind.RETRY : InsertResult.Kind.REFUSED,
                String.valueOf(classified.getMessage()));
    }

    private ClickHouseException classify(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerException server) {
                return ServerErrors.of(server.getCode(), String.valueOf(server.getMessage()), config, server);
            }
        }
        Throwable cause = failure;
        while (cause.getCause() != null && (cause instanceof ExecutionException || cause instanceof ClientException)) {
            cause = cause.getCause();
        }
        return ServerErrors.away(cause, config);
    }
}
