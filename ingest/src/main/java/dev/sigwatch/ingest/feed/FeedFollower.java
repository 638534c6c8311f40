package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.feed.FeedStatus.Phase;
import dev.sigwatch.ingest.kafka.KafkaFaults;
import dev.sigwatch.ingest.stream.Ending;
import dev.sigwatch.ingest.time.MicrosClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one directory's feed, from {@link #start} to {@link #close}, on a thread of its own: by pages up to the present, then by
 * the stream where it is offered, and by pages again when that ends.
 */
final class FeedFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);
    /** So far behind, pages are the quicker way (PLC directory API). */
    private static final long NEAR_MICROS = TimeUnit.HOURS.toMicros(1);

    private static final Duration LISTEN = Duration.ofMillis(200);
    /** A stream that lasted so long was a good one. */
    private static final Duration STABLE = Duration.ofSeconds(30);
    /** Times in a row that a feed must have lost its newest lines, or else a replica merely lags. */
    private static final int LOST = 3;

    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final String origin;
    private final FeedPages pages;
    private final FeedBooks books;
    private final FeedCounters counters;
    private final FeedSettings settings;
    private final FeedReadiness readiness;
    private final MicrosClock clock;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private int count = FeedPages.PAGE;
    private int lost;
    private int behind;
    private int streamFailures;
    private long streamAt;
    private long verifyAt;

    /** What must be there before a feed can be followed. */
    @FunctionalInterface
    interface FeedReadiness {
        /**
         * Waits for it.
         *
         * @throws KafkaException if Kafka does not answer
         */
        void await() throws InterruptedException;
    }

    FeedFollower(
            String origin,
            FeedPages pages,
            FeedBooks books,
            FeedCounters counters,
            FeedSettings settings,
            FeedReadiness readiness,
            MicrosClock clock,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.origin = origin;
        this.pages = pages;
        this.books = books;
        this.counters = counters;
        this.settings = settings;
        this.readiness = readiness;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.random = random;
        this.streamAt = nanoTime.getAsLong();
        this.verifyAt = nanoTime.getAsLong() + settings.verifyEvery().toNanos();
        this.thread = new Thread(this::run, "feed-" + URI.create(origin).getAuthority());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    FeedStatus status() {
        return counters.status();
    }

    private void run() {
        boolean recovered = false;
        try {
            while (stopped.getCount() > 0) {
                try {
                    if (!recovered) {
                        readiness.await();
                        books.recover();
                        recovered = true;
                    }
                    pause(books.position() < 0 ? begin() : turn());
                } catch (InterruptException e) {
                    return;
                } catch (KafkaException e) {
                    fail("Kafka: " + KafkaFaults.describe(e), null);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("stopped");
        } catch (RuntimeException e) {
            LOG.error("the feed of {} is no longer followed: a fault of this program", origin, e);
            counters.failed("a fault of this program: " + e);
            return;
        }
        counters.phase(Phase.STOPPED, "stopped");
    }

    /** Finds where to begin; returns how long to wait then. */
    private Duration begin() throws InterruptedException {
        FeedStart.Found found = new FeedStart(pages).find();
        if (found.isFound()) {
            LOG.info("following {} from {}", origin, found.position());
            books.moveTo(found.position());
            return Duration.ZERO;
        }
        return unanswered(found.page());
    }

    /** One page, and the stream where that reaches the present; returns how long to wait then. */
    private Duration turn() throws InterruptedException {
        FeedPages.Page page = pages.page(books.position(), count);
        if (!(page instanceof FeedPages.Lines lines)) {
            return unanswered(page);
        }
        long before = books.position();
        FeedJudge.Judged judged = books.take(lines.source(), lines.at(), lines.lines());
        if (judged.unsequenced()) {
            return unanswered(new FeedPages.NotOffered("the export has no sequence numbers"));
        }
        if (lines.isFull() && books.position() == before) {
            // So many lines were seen, each has a number of its own: none lies below that is not among them.
            books.moveTo(before + lines.lines().size());
        }
        count = FeedPages.PAGE;
        counters.phase(Phase.PAGING);
        if (lines.lines().isEmpty()) {
            verify();
        }
        if (isPresent(lines, judged) && nanoTime.getAsLong() - streamAt >= 0) {
            stream();
            return Duration.ZERO;
        }
        books.save(false);
        return lines.isFull() ? Duration.ZERO : settings.pollEvery();
    }

    private boolean isPresent(FeedPages.Lines page, FeedJudge.Judged judged) {
        List<FeedLine.Operation> operations = judged.operations();
        return !page.isFull()
                || (!operations.isEmpty()
                        && operations.get(operations.size() - 1).createdAt() > clock.now() - NEAR_MICROS);
    }

    private Duration unanswered(FeedPages.Page page) throws InterruptedException {
        if (page instanceof FeedPages.NotOffered none) {
            LOG.info("{} is not followed: {}", origin, none.reason());
            counters.phase(Phase.NOT_OFFERED, none.reason());
            return settings.feedAgain();
        }
        if (page instanceof FeedPages.TooLarge large) {
            if (count > 1) {
                count /= 2;
            } else {
                books.fault(large.source(), clock.now(), "a single line that is too long: " + large.reason());
                books.moveTo(books.position() + 1);
            }
            return Duration.ZERO;
        }
        FeedPages.Failed failed = (FeedPages.Failed) page;
        fail(failed.reason(), failed.retryAfter());
        return Duration.ZERO;
    }

    /** Whether the directory still has what it served: one set back, or led far ahead by a wrong number, looks merely quiet. */
    private void verify() throws InterruptedException {
        if (books.position() == 0 || nanoTime.getAsLong() - verifyAt < 0) {
            return;
        }
        verifyAt = nanoTime.getAsLong() + settings.verifyEvery().toNanos();
        if (!(pages.page(books.position() - 1, 1) instanceof FeedPages.Lines lines)) {
            return;
        }
        lost = lines.lines().isEmpty() ? lost + 1 : 0;
        if (lost < LOST) {
            return;
        }
        FeedStart.Found found = new FeedStart(pages).find();
        if (found.isFound()) {
            books.fault(
                    lines.source(),
                    lines.at(),
                    "the feed ends before " + books.position() + ", up to which it was served; going on from "
                            + found.position());
            books.moveTo(found.position());
            lost = 0;
        }
    }

    /** Listens to the stream until it ends. */
    private void stream() throws InterruptedException {
        URI uri = URI.create(origin.replaceFirst("^http", "ws") + "/export/stream?cursor=" + books.position());
        long begun = nanoTime.getAsLong();
        behind = 0;
        try (FeedStream stream = FeedStream.open(uri, books.position(), clock.clock(), nanoTime)) {
            Optional<Ending> ending = Optional.empty();
            while (ending.isEmpty()) {
                listen(stream, uri.toString());
                ending = stream.ending();
                if (ending.isEmpty() && isSilentlyBehind()) {
                    ending = Optional.of(new Ending.Silent());
                }
            }
            books.save(true);
            ended(ending.get(), Duration.ofNanos(nanoTime.getAsLong() - begun));
        }
    }

    private void listen(FeedStream stream, String source) throws InterruptedException {
        List<FeedLine> lines = stream.next(LISTEN);
        if (stream.isOpened() && counters.status().phase() != Phase.STREAMING) {
            counters.phase(Phase.STREAMING, "");
        }
        if (!lines.isEmpty()) {
            books.take(source, clock.now(), lines);
            verifyAt = nanoTime.getAsLong() + settings.verifyEvery().toNanos();
            behind = 0;
        }
        books.save(false);
    }

    /** Whether a quiet stream keeps from us what the pages have. */
    private boolean isSilentlyBehind() throws InterruptedException {
        if (nanoTime.getAsLong() - verifyAt < 0) {
            return false;
        }
        verifyAt = nanoTime.getAsLong() + settings.verifyEvery().toNanos();
        if (!(pages.page(books.position(), 1) instanceof FeedPages.Lines lines)) {
            return false;
        }
        if (lines.lines().isEmpty()) {
            counters.alive(lines.at());
            behind = 0;
            return false;
        }
        // What has just come to be may be in a page before it is in the stream.
        behind++;
        return behind > 1;
    }

    private void ended(Ending ending, Duration lasted) {
        if (stopped.getCount() == 0) {
            return;
        }
        if (ending instanceof Ending.Refused refused && refused.status() / 100 == 4 && refused.status() != 429) {
            LOG.info("{} offers no stream and is read by pages: {}", origin, ending.describe());
            streamAt = nanoTime.getAsLong() + settings.streamAgain().toNanos();
            counters.phase(Phase.PAGING, "");
            return;
        }
        streamFailures = lasted.compareTo(STABLE) >= 0 ? 1 : streamFailures + 1;
        Duration wait = settings.backoff().delay(streamFailures, random);
        if (ending instanceof Ending.Refused refused && refused.retryAfter() != null) {
            wait = refused.retryAfter().compareTo(wait) > 0 ? refused.retryAfter() : wait;
        }
        streamAt = nanoTime.getAsLong() + wait.toNanos();
        if (ending.describe().contains("FutureCursor")) {
            verifyAt = nanoTime.getAsLong();
        }
        LOG.warn("the stream of {} ended, going on by pages: {}", origin, ending.describe());
        counters.phase(Phase.PAGING, ending.describe());
    }

    private void fail(String why, @Nullable Duration retryAfter) throws InterruptedException {
        long inARow = counters.failed(why);
        Duration wait = settings.backoff().delay((int) Math.min(inARow, 64), random);
        LOG.warn("{}: {}, trying again", origin, why);
        pause(retryAfter != null && retryAfter.compareTo(wait) > 0 ? retryAfter : wait);
    }

    private void pause(Duration wait) throws InterruptedException {
        if (stopped.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            books.save(true);
        }
    }

    /** Stops and saves the position. */
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(STOP_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
