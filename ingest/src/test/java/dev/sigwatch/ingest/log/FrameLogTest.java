package dev.sigwatch.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigwatch.audit.stream.Frame;
import dev.sigwatch.audit.stream.RepoRequest;
import dev.sigwatch.audit.stream.StreamCounts;
import dev.sigwatch.ingest.log.MemoryJournal.Fault;
import dev.sigwatch.ingest.scope.Scope;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FrameLogTest {
    private static final String HOST = "relay.example.com";
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void writesFramesCursorAndCountsTogether() throws Exception {
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            FrameInlet inlet = log.open(HOST);
            assertThat(inlet.resumeAt()).isEmpty();
            append(inlet, 1, 10);
            append(inlet, 1, 12);
            assertThat(inlet.append(HOST, new byte[] {1}, 1, -1)).isTrue();
            List<Frame> frames = journal.awaitFrames(3);
            assertThat(frames).extracting(Frame::seq).containsExactly(10L, 12L, -1L);
            assertThat(frames).extracting(Frame::previousSeq).containsExactly(-1L, 10L, 12L);
            assertThat(journal.keys()).containsExactly(ANNA, ANNA, HOST);
            assertThat(journal.cursors()).containsEntry(HOST, 12L);
        }
        assertThat(journal.counts().stream().mapToLong(StreamCounts::received).sum())
                .isEqualTo(3);
    }

    @Test
    void aNewConnectionGoesOnWhereTheLastStoppedAndKnowsNoPrevious() throws Exception {
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            append(log.open(HOST), 1, 10);
            FrameInlet again = log.open(HOST);
            assertThat(again.resumeAt()).hasValue(10);
            append(again, 1, 11);
            assertThat(journal.awaitFrames(2)).extracting(Frame::previousSeq).containsExactly(-1L, -1L);
        }
    }

    @Test
    void aRestartedLogGoesOnFromWhatIsCommitted() throws Exception {
        try (FrameLog log = journal.startLog(Scope.PUBLISHERS, Routes::peek)) {
            log.open(HOST).append(HOST, Routes.frame(10, ANNA, "atcr"), 1, 10);
        }
        try (FrameLog log = journal.startLog(Scope.PUBLISHERS, Routes::peek)) {
            FrameInlet inlet = log.open(HOST);
            assertThat(inlet.resumeAt()).hasValue(10);
            assertThat(inlet.append(HOST, Routes.frame(10, ANNA, "atcr"), 1, 10))
                    .isTrue();
            append(inlet, 1, 11);
            assertThat(journal.awaitFrames(2)).extracting(Frame::seq).containsExactly(10L, 11L);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void afterAFailureEveryFrameIsThereOnce(Fault fault) throws Exception {
        long seed = 4711;
        System.out.println("FrameLogTest seed " + seed + " " + fault);
        SplittableRandom random = new SplittableRandom(seed);
        int total = 3_000;
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            FrameInlet inlet = log.open(HOST);
            long next = 1;
            while (next <= total) {
                if (random.nextInt(300) == 0) {
                    journal.failOnce(fault);
                }
                if (!inlet.append(HOST, Routes.frame(next, ANNA, "post"), 1, next)) {
                    inlet = log.open(HOST);
                    next = inlet.resumeAt().orElse(0);
                }
                next++;
            }
            // Whatever failed after the last append is found out by asking until it is committed.
            while (journal.frames().size() < total) {
                FrameInlet probe = log.open(HOST);
                for (long seq = probe.resumeAt().orElse(0) + 1; seq <= total; seq++) {
                    probe.append(HOST, Routes.frame(seq, ANNA, "post"), 1, seq);
                }
                Thread.sleep(2);
            }
        }
        assertThat(journal.frames())
                .extracting(Frame::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, total).boxed().toList());
        long forwarded =
                journal.counts().stream().mapToLong(StreamCounts::forwarded).sum();
        assertThat(forwarded).isEqualTo(total);
        System.out.println("FrameLogTest openings " + journal.openings());
    }

    @Test
    void givesUpWhereOnlyTheOperatorCanHelp() throws Exception {
        journal.failForGood(Fault.RECOVER);
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            assertThatThrownBy(() -> log.open(HOST))
                    .isInstanceOf(LogClosedException.class)
                    .hasMessageContaining("made to fail");
            assertThat(log.status().phase()).isEqualTo(LogStatus.Phase.FAILED);
        }
        assertThat(journal.openings()).isEqualTo(1);
    }

    @Test
    void learnsPublishersDurably() throws Exception {
        try (FrameLog log = journal.startLog(Scope.PUBLISHERS, Routes::peek)) {
            assertThat(log.awaitOpen(Duration.ofSeconds(10))).isTrue();
            assertThat(log.learnPublishers(List.of(ANNA, "rubbish"))).isTrue();
            FrameInlet inlet = log.open(HOST);
            append(inlet, 1, 1);
            assertThat(journal.awaitFrames(1)).hasSize(1);
            assertThat(journal.publishers()).containsExactly(ANNA);
            assertThat(log.status().publishers()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aPublisherIsKeptWithItsRequestOrNotAtAll(Fault fault) throws Exception {
        try (FrameLog log = journal.startLog(Scope.PUBLISHERS, Routes::peek)) {
            FrameInlet inlet = log.open(HOST);
            append(inlet, 1, 1);
            journal.failOnce(fault);
            for (int i = 0; i < 2_000 && journal.frames().isEmpty(); i++) {
                if (!inlet.append(HOST, Routes.frame(2, ANNA, "atcr"), 7, 2)) {
                    inlet = log.open(HOST);
                }
                Thread.sleep(2);
            }
        }
        assertThat(journal.publishers()).containsExactly(ANNA);
        assertThat(journal.requests())
                .as("as many as publishers, though the frame came again and again")
                .containsExactly(new RepoRequest(ANNA, RepoRequest.Reason.PUBLISHER, 7, ""));
    }

    @Test
    void closingCommitsWhatIsQueued() throws Exception {
        FrameLog log = journal.startLog(Scope.ALL, Routes::peek);
        FrameInlet inlet = log.open(HOST);
        for (int seq = 1; seq <= 700; seq++) {
            append(inlet, 1, seq);
        }
        log.close();
        assertThat(journal.frames()).hasSize(700);
        assertThat(inlet.append(HOST, Routes.frame(701, ANNA, "post"), 1, 701)).isFalse();
        assertThatThrownBy(() -> log.open(HOST)).isInstanceOf(LogClosedException.class);
    }

    @Test
    void countsReconnectsButNotTheFirstConnection() throws Exception {
        try (FrameLog log = journal.startLog(Scope.ALL, Routes::peek)) {
            log.open(HOST);
            log.connected(HOST);
            log.connected(HOST);
            log.connected(HOST);
        }
        assertThat(journal.counts().stream().mapToLong(StreamCounts::reconnects).sum())
                .isEqualTo(2);
    }

    private static void append(FrameInlet inlet, long receivedAt, long seq) throws InterruptedException {
        assertThat(inlet.append(HOST, Routes.frame(seq, ANNA, "post"), receivedAt, seq))
                .isTrue();
    }
}
