package dev.sigwatch.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.ingest.log.FrameLog;
import dev.sigwatch.ingest.log.MemoryJournal;
import dev.sigwatch.ingest.log.MemoryJournal.Fault;
import dev.sigwatch.ingest.log.Routes;
import dev.sigwatch.ingest.scope.Scope;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class RelayTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void forwardsEverythingAndComesBackFromTheCursor() throws Exception {
        try (FakeRelay host = new FakeRelay((connection, cursor) -> {
                    for (long seq = Math.max(1, cursor + 1); seq <= Math.max(3, cursor + 3); seq++) {
                        connection.send(frame(seq));
                    }
                    if (cursor < 3) {
                        connection.close();
                    }
                });
                FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
                Relay relay = relay(host.url(), log)) {
            assertThat(journal.awaitFrames(6)).extracting(Frame::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(host.cursors()).containsExactly(-1L, 3L);
            assertThat(journal.frames()).extracting(Frame::previousSeq).containsExactly(-1L, 1L, 2L, -1L, 4L, 5L);
            await(() -> relay.status().connected());
            assertThat(relay.status().received()).isEqualTo(6);
            assertThat(relay.status().cursor()).isEqualTo(6);
        }
    }

    @Test
    void aRelayNotReadBeforeBeginsWhereTheUserSays() throws Exception {
        try (FakeRelay host = new FakeRelay((connection, cursor) -> {
                    if (cursor < 5_000_000) {
                        connection.send(frame(5_000_000));
                        connection.close();
                    } else {
                        connection.send(frame(cursor + 1));
                    }
                });
                FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
                Relay relay = relay(host.url(), OptionalLong.of(0), log)) {
            assertThat(journal.awaitFrames(2)).extracting(Frame::seq).containsExactly(5_000_000L, 5_000_001L);
            assertThat(host.cursors()).containsExactly(0L, 5_000_000L);
            assertThat(relay.status().connections()).isEqualTo(2);
        }
    }

    @Test
    void anInclusiveHostRepeatsNothing() throws Exception {
        try (FakeRelay host = new FakeRelay((connection, cursor) -> {
                    for (long seq = Math.max(1, cursor); seq <= cursor + 3; seq++) {
                        connection.send(frame(seq));
                    }
                    connection.close();
                });
                FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
                Relay relay = relay(host.url(), log)) {
            assertThat(journal.awaitFrames(5)).extracting(Frame::seq).startsWith(1L, 2L, 3L, 4L, 5L);
            assertThat(relay.status().received()).isGreaterThan(5);
        }
    }

    @Test
    void textRubbishAndOversizedMessagesAreForwardedAndPassedBy() throws Exception {
        byte[] rubbish = {(byte) 0xff, 0, 1};
        byte[] tooLong = new byte[6_000_000];
        try (FakeRelay host = new FakeRelay((connection, cursor) -> {
                    connection.send(frame(1));
                    connection.send("plain text");
                    connection.send(rubbish);
                    connection.send(tooLong);
                    connection.send("trip over this".getBytes(StandardCharsets.UTF_8));
                    connection.send(frame(2));
                });
                FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
                Relay relay = relay(host.url(), log)) {
            List<Frame> frames = journal.awaitFrames(6);
            assertThat(frames).extracting(Frame::seq).containsExactly(1L, -1L, -1L, -1L, -1L, 2L);
            assertThat(frames.get(1).bytes()).isEqualTo("plain text".getBytes(StandardCharsets.UTF_8));
            assertThat(frames.get(2).bytes()).isEqualTo(rubbish);
            assertThat(frames.get(3).bytes()).hasSize(MessageReader.KEPT);
            assertThat(relay.status().cut()).isEqualTo(1);
            assertThat(relay.status().connections()).as("all on one connection").isEqualTo(1);
        }
    }

    @Test
    void aCursorAheadOfTheHostIsGivenUp() throws Exception {
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            AtomicInteger live = new AtomicInteger();
            try (FakeRelay host = new FakeRelay((connection, cursor) -> {
                if (cursor > 100) {
                    connection.send("error FutureCursor".getBytes(StandardCharsets.UTF_8));
                } else if (cursor < 0 && live.incrementAndGet() == 1) {
                    connection.close(); // Nothing yet: the cursor on record is still the one ahead.
                } else {
                    connection.send(frame(Math.max(7, cursor + 1)));
                }
            })) {
                log.open(host.url().host()).append(host.url().host(), Routes.frame(500, ANNA, "post"), 1, 500);
                try (Relay relay = relay(host.url(), log)) {
                    List<Frame> frames = journal.awaitFrames(3);
                    assertThat(host.cursors()).startsWith(500L, -1L, -1L);
                    assertThat(frames).extracting(Frame::seq).containsExactly(500L, -1L, 7L);
                    assertThat(relay.status().notice()).isEqualTo("FutureCursor");
                    await(() -> Long.valueOf(7)
                            .equals(journal.cursors().get(host.url().host())));
                }
            }
        }
    }

    @Test
    void anInfoFrameIsForwardedAndShown() throws Exception {
        try (FakeRelay host = new FakeRelay((connection, cursor) -> {
                    connection.send("info OutdatedCursor".getBytes(StandardCharsets.UTF_8));
                    connection.send(frame(1));
                });
                FrameLog log = journal.startLog(Scope.PUBLISHERS, Routes::peek);
                Relay relay = relay(host.url(), log)) {
            assertThat(journal.awaitFrames(1)).extracting(Frame::seq).containsExactly(-1L);
            await(() -> relay.status().notice().equals("OutdatedCursor"));
            assertThat(host.cursors()).hasSize(1);
        }
    }

    @Test
    void aFailureOfTheLogLosesNothingAndRepeatsNothing() throws Exception {
        int total = 4_000;
        try (FakeRelay host = new FakeRelay((connection, cursor) -> sendUpTo(connection, cursor, total));
                FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
                Relay relay = relay(host.url(), log)) {
            for (Fault fault : List.of(Fault.COMMIT, Fault.WRITE, Fault.COMMIT_DONE)) {
                int before = journal.frames().size();
                journal.failOnce(fault);
                await(() -> journal.frames().size() > before || journal.frames().size() == total);
            }
            List<Frame> frames = journal.awaitFrames(total);
            assertThat(frames)
                    .extracting(Frame::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, total).boxed().toList());
            System.out.println("RelayTest connections " + relay.status().connections());
        }
    }

    @Test
    void anUpgradeThatIsRefusedIsShown() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            Thread answers = new Thread(() -> refuse(server));
            answers.setDaemon(true);
            answers.start();
            try (Relay relay = relay(RelayUrl.parse("ws://127.0.0.1:" + server.getLocalPort()), log)) {
                await(() -> relay.status().detail().contains("HTTP 429"));
                assertThat(relay.status().detail()).contains("retry after 30 s");
                assertThat(relay.status().connected()).isFalse();
            }
        }
    }

    @Test
    void aHostThatIsNotThereIsShown() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
                Relay relay = relay(RelayUrl.parse("ws://127.0.0.1:" + port), log)) {
            await(() -> relay.status().detail().contains("refused"));
        }
    }

    private static void sendUpTo(WebSocket connection, long cursor, int total) {
        for (long seq = Math.max(1, cursor + 1); seq <= total; seq++) {
            connection.send(frame(seq));
        }
    }

    private static void refuse(ServerSocket server) {
        try {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[4_096]);
                    socket.getOutputStream()
                            .write("HTTP/1.1 429\r\nretry-after: 30\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private static byte[] frame(long seq) {
        return Routes.frame(seq, ANNA, "post");
    }

    private static Relay relay(RelayUrl url, FrameLog log) {
        return relay(url, OptionalLong.empty(), log);
    }

    private static Relay relay(RelayUrl url, OptionalLong begin, FrameLog log) {
        Relay relay = new Relay(
                url,
                begin,
                log,
                Routes::name,
                new MicrosClock(Clock.systemUTC()),
                System::nanoTime,
                new SplittableRandom(1));
        relay.start();
        return relay;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 4_000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
