package dev.sigwatch.job.sink;

import dev.sigwatch.sink.ClickHouseConfig;
import dev.sigwatch.sink.ClickHouseWriter;
import dev.sigwatch.sink.InsertResult;
import dev.sigwatch.sink.row.RowBatch;

/** A ClickHouse server by its address; plain text, because it travels to where the committer runs. */
public final class ServerConnection implements ClickHouseSink.Connection {
    private static final long serialVersionUID = 1L;

    private final String address;
    private final String user;
    private final String password;

    /** The arguments of {@link ClickHouseConfig#parse}. */
    public ServerConnection(String address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    @Override
    public Insertion open() {
        ClickHouseWriter writer = new ClickHouseWriter(ClickHouseConfig.parse(address, user, password));
        return new Insertion() {
            @Override
            public InsertResult insert(RowBatch batch) throws InterruptedException {
                return writer.insert(batch);
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }
}
