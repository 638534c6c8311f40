package dev.sigwatch.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigwatch.audit.stream.IdentityObservation;
import dev.sigwatch.audit.stream.IdentityObservation.Kind;
import dev.sigwatch.ingest.fetch.FetchLimits;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.fetch.HostLookup;
import dev.sigwatch.ingest.fetch.Reach;
import dev.sigwatch.ingest.identity.ObservationLog;
import dev.sigwatch.ingest.time.Backoff;
import dev.sigwatch.ingest.time.MicrosClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class FeedFollowerTest {
    private static final String ANNA = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String BERT = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";

    private final MicrosClock clock = new MicrosClock(Clock.systemUTC());
    private final GuardedFetcher fetcher =
            new GuardedFetcher(FetchLimits.feed(), Reach.OPERATOR, HostLookup.system(), clock.clock());
    private final List<IdentityObservation> observations = new ArrayList<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final AtomicInteger failingPublications = new AtomicInteger();
    private final FollowedDids followed = new FollowedDids(ANNA::equals);
    private FakeDirectory directory;
    private FeedFollower follower;

    @BeforeEach
    void begin() throws Exception {
        directory = new FakeDirectory();
        follower = follower(Duration.ofMinutes(1));
    }

    @AfterEach
    void end() throws Exception {
        follower.close();
        directory.close();
        fetcher.close();
    }

    @Test
    void aSmallFeedIsReadWholeAndItsFollowedOperationsArePublishedVerbatim() throws Exception {
        directory.put(1, ANNA, 1);
        directory.put(2, BERT, 2);
        directory.put(9, ANNA, 1);
        follower.start();
        awaitPosition(9);
        assertThat(seen(Kind.PLC_OP))
                .extracting(FeedFollowerTest::text)
                .containsExactly(FakeDirectory.operation(1, ANNA), FakeDirectory.operation(9, ANNA));
        assertThat(observations).extracting(IdentityObservation::source).allMatch(s -> s.contains("/export?after=0"));
        directory.put(10, ANNA, 1);
        awaitPosition(10);
        assertThat(follower.status().phase()).isEqualTo(FeedStatus.Phase.PAGING);
        assertThat(follower.status().read()).isEqualTo(5);
    }

    @Test
    void whoIsAskedAboutIsFollowedToo() throws Exception {
        followed.asked(BERT);
        directory.put(1, BERT, 1);
        follower.start();
        awaitPosition(1);
        assertThat(seen(Kind.PLC_OP)).extracting(IdentityObservation::did).containsExactly(BERT);
    }

    @Test
    void ofALargeFeedOnlyWhatIsYetToComeIsRead() throws Exception {
        directory.put(1, ANNA, 1_500);
        directory.put(40_000, ANNA, 700);
        follower.start();
        awaitPosition(40_699);
        assertThat(observations).isEmpty();
        directory.put(40_700, ANNA, 1);
        awaitPosition(40_700);
        assertThat(seen(Kind.PLC_OP)).hasSize(1);
        assertThat(directory.requests()).hasSizeLessThan(200);
    }

    @Test
    void aRestartGoesOnWhereTheLastRunStopped() throws Exception {
        directory.put(1, ANNA, 3);
        follower.start();
        await(() -> saved() == 3);
        follower.close();
        directory.put(4, ANNA, 1);
        follower = follower(Duration.ofMinutes(1));
        follower.start();
        awaitPosition(4);
        assertThat(directory.requests()).anyMatch(line -> line.contains("after=3&"));
        assertThat(seen(Kind.PLC_OP))
                .extracting(FeedFollowerTest::text)
                .doesNotHaveDuplicates()
                .hasSize(4);
    }

    @Test
    void linesOutOfOrderOrUnreadableAreReportedOnceAndPassed() throws Exception {
        directory.put(1, ANNA, 1);
        directory.put(2, "half a li");
        directory.put(3, FakeDirectory.operation(1, ANNA));
        directory.put(4, "{\"type\":\"tombstone_of_the_future\",\"seq\":4}");
        directory.put(5, ANNA, 1);
        follower.start();
        awaitPosition(5);
        assertThat(seen(Kind.PLC_FEED_FAULT)).singleElement().satisfies(fault -> assertThat(text(fault))
                .contains("not JSON: half a li", "sequence number 1 follows 1"));
        assertThat(seen(Kind.PLC_FEED_FAULT).get(0).did())
                .isEqualTo(directory.origin().substring("http://".length()));
        assertThat(follower.status().others()).isEqualTo(1);
        assertThat(seen(Kind.PLC_OP)).hasSize(3);
    }

    @Test
    void aWholePageOfRubbishDoesNotHoldItUp() throws Exception {
        positions.put(authority(), 5L);
        for (long seq = 6; seq < 1_006; seq++) {
            directory.put(seq, "rubbish");
        }
        directory.put(1_006, ANNA, 1);
        follower.start();
        awaitPosition(1_006);
        assertThat(seen(Kind.PLC_FEED_FAULT)).hasSize(1);
        assertThat(seen(Kind.PLC_OP)).hasSize(1);
    }

    @Test
    void aRefusalIsWaitedOutAsLongAsItSays() throws Exception {
        directory.put(1, ANNA, 1);
        directory.refuseOnce("429 Too Many Requests\r\nRetry-After: 1");
        directory.refuseOnce("502 Bad Gateway");
        long before = clock.now();
        follower.start();
        awaitPosition(1);
        assertThat(clock.now() - before).isGreaterThanOrEqualTo(1_000_000);
        assertThat(follower.status().failures()).isEqualTo(2);
        assertThat(follower.status().failedInARow()).isZero();
    }

    @Test
    void aFeedWithoutNumbersIsNotOne() throws Exception {
        directory.put(
                1,
                "{\"did\":\"" + ANNA
                        + "\",\"cid\":\"b\",\"operation\":{},\"nullified\":false,\"createdAt\":\"2026-01-01T00:00:00Z\"}");
        follower.start();
        await(() -> follower.status().phase() == FeedStatus.Phase.NOT_OFFERED);
        assertThat(observations).isEmpty();
    }

    @Test
    void whatIsNotPublishedIsReadAgain() throws Exception {
        failingPublications.set(2);
        directory.put(1, ANNA, 2);
        follower.start();
        awaitPosition(2);
        assertThat(seen(Kind.PLC_OP)).hasSize(2);
        assertThat(follower.status().failures()).isEqualTo(2);
    }

    @Test
    void theStreamIsUsedWhereItIsOfferedAndPagesWhenItEnds() throws Exception {
        directory.offerStream(true);
        directory.put(1, ANNA, 2);
        follower.start();
        await(() -> follower.status().phase() == FeedStatus.Phase.STREAMING);
        directory.put(3, ANNA, 400);
        awaitPosition(402);
        assertThat(observations.get(observations.size() - 1).source())
                .isEqualTo(directory.origin().replace("http", "ws") + "/export/stream?cursor=2");
        for (String reason : List.of("ConsumerTooSlow", "OutdatedCursor", "FutureCursor")) {
            long next = follower.status().position() + 1;
            directory.hangUp(reason);
            await(() -> follower.status().detail().contains(reason)
                    || follower.status().phase() == FeedStatus.Phase.STREAMING);
            directory.put(next, ANNA, 1);
            awaitPosition(next);
            await(() -> follower.status().phase() == FeedStatus.Phase.STREAMING);
        }
        assertThat(seen(Kind.PLC_OP))
                .extracting(FeedFollowerTest::text)
                .doesNotHaveDuplicates()
                .hasSize(405);
        assertThat(seen(Kind.PLC_FEED_FAULT)).isEmpty();
    }

    @Test
    void aStreamThatKeepsSilentIsLeftForThePages() throws Exception {
        follower = follower(Duration.ofMillis(20));
        directory.offerStream(true);
        directory.put(1, ANNA, 1);
        follower.start();
        await(() -> follower.status().phase() == FeedStatus.Phase.STREAMING);
        directory.mute();
        directory.put(2, ANNA, 1);
        awaitPosition(2);
        assertThat(seen(Kind.PLC_OP)).hasSize(2);
    }

    @Test
    void aFeedThatLosesItsEndIsReportedAndFollowedFromThere() throws Exception {
        follower = follower(Duration.ofMillis(20));
        directory.put(1, ANNA, 5);
        follower.start();
        awaitPosition(5);
        directory.removeFrom(3);
        await(() -> !seen(Kind.PLC_FEED_FAULT).isEmpty());
        assertThat(text(seen(Kind.PLC_FEED_FAULT).get(0))).contains("ends before 5");
        directory.put(3, ANNA, 1);
        awaitPosition(3);
    }

    private FeedFollower follower(Duration verifyEvery) {
        String origin = directory.origin();
        FeedSettings settings = new FeedSettings(
                Duration.ZERO,
                Duration.ofMillis(5),
                verifyEvery,
                Duration.ofMillis(50),
                Duration.ofMillis(50),
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(10)));
        FeedCounters counters = new FeedCounters(authority());
        return new FeedFollower(
                origin,
                new FeedPages(origin, fetcher::download, settings.pageEvery(), clock, System::nanoTime),
                new FeedBooks(authority(), followed, new Memory(), new Positions(), counters, System::nanoTime),
                counters,
                settings,
                () -> {},
                clock,
                System::nanoTime,
                new SplittableRandom(1));
    }

    private String authority() {
        return directory.origin().substring("http://".length());
    }

    private long saved() {
        synchronized (positions) {
            return positions.getOrDefault(authority(), -1L);
        }
    }

    private List<IdentityObservation> seen(Kind kind) {
        synchronized (observations) {
            return observations.stream().filter(o -> o.kind() == kind).toList();
        }
    }

    private void awaitPosition(long position) throws InterruptedException {
        await(() -> follower.status().position() == position);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 4_000 && !condition.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static String text(IdentityObservation observation) {
        return new String(observation.body(), StandardCharsets.UTF_8);
    }

    private final class Positions implements FeedPositions {
        @Override
        public OptionalLong read(String name) {
            synchronized (positions) {
                Long position = positions.get(name);
                return position == null ? OptionalLong.empty() : OptionalLong.of(position);
            }
        }

        @Override
        public void save(String name, long position) {
            synchronized (positions) {
                positions.put(name, position);
            }
        }

        @Override
        public void close() {}
    }

    private final class Memory implements ObservationLog {
        @Override
        public void publish(List<IdentityObservation> published) {
            if (!published.isEmpty() && failingPublications.getAndDecrement() > 0) {
                throw new KafkaException("made to fail");
            }
            synchronized (observations) {
                observations.addAll(published);
            }
        }

        @Override
        public void close() {}
    }
}
