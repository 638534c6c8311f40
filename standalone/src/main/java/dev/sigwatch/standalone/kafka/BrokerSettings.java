package dev.sigwatch.standalone.kafka;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What the embedded broker is told: one node on loopback, sized for two cores and a small heap.
 *
 * @param directory where logs and metadata live
 * @param port the clients' port
 * @param controllerPort the port of the quorum of one
 */
record BrokerSettings(Path directory, int port, int controllerPort) {
    /** A frame is at most 5 MB (event stream spec); the rest is headers and batch overhead. */
    static final int MAX_MESSAGE_BYTES = 6 * 1024 * 1024;

    private static final String NODE_ID = "1";

    Properties toProperties() {
        Properties p = new Properties();
        addresses(p);
        oneReplica(p);
        quickRecovery(p);
        small(p);
        p.setProperty("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        p.setProperty("auto.create.topics.enable", "false");
        return p;
    }

    private void addresses(Properties p) {
        String client = "PLAINTEXT://127.0.0.1:" + port;
        String controller = "CONTROLLER://127.0.0.1:" + controllerPort;
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", NODE_ID);
        p.setProperty("log.dirs", directory.toString());
        p.setProperty("listeners", client + "," + controller);
        p.setProperty("advertised.listeners", client + "," + controller);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    }

    private static void oneReplica(Properties p) {
        p.setProperty("default.replication.factor", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
    }

    /** After a crash the old registration must expire first: with the default of 9 s a restart takes 12 s, so it takes 4. */
    private static void quickRecovery(Properties p) {
        p.setProperty("broker.session.timeout.ms", "3000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("controller.quorum.election.timeout.ms", "500");
        p.setProperty("controller.quorum.fetch.timeout.ms", "1000");
    }

    private static void small(Properties p) {
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "2");
        p.setProperty("background.threads", "2");
        p.setProperty("num.replica.fetchers", "1");
        p.setProperty("log.cleaner.threads", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
        p.setProperty("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
        p.setProperty("log.index.size.max.bytes", Integer.toString(1024 * 1024));
        p.setProperty("transaction.state.log.segment.bytes", Integer.toString(8 * 1024 * 1024));
        p.setProperty("offsets.topic.segment.bytes", Integer.toString(8 * 1024 * 1024));
        p.setProperty("log.retention.check.interval.ms", "60000");
        // A marker of a transaction that its producer abandoned blocks read_committed readers: be done with it soon.
        p.setProperty("transaction.max.timeout.ms", "60000");
        p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "2000");
    }
}
