package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.fetch.Fetched;
import dev.sigwatch.ingest.fetch.GuardedFetcher;
import dev.sigwatch.ingest.time.MicrosClock;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Pages of one directory's {@code /export}, never asked for too quickly. One thread. */
final class FeedPages {
    /** Most lines of a page, the directory's own limit. */
    static final int PAGE = 1_000;

    private final String origin;
    private final BiFunction<URI, OutputStream, Fetched> download;
    private final Duration every;
    private final MicrosClock clock;
    private final LongSupplier nanoTime;
    private long nextAt;

    /**
     * @param origin the directory's URL, without a slash at the end
     * @param download one guarded GET, such as {@link GuardedFetcher#download}
     * @param every shortest time between two requests
     */
    FeedPages(
            String origin,
            BiFunction<URI, OutputStream, Fetched> download,
            Duration every,
            MicrosClock clock,
            LongSupplier nanoTime) {
        this.origin = origin;
        this.download = download;
        this.every = every;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
    }

    /** What came of asking. */
    sealed interface Page {}

    /**
     * A page, perhaps an empty one.
     *
     * @param source the URL asked
     * @param at when it had come, microseconds since the epoch
     * @param isFull whether there may be more
     */
    record Lines(String source, long at, List<FeedLine> lines, boolean isFull) implements Page {}

    /** The directory has no such feed. */
    record NotOffered(String reason) implements Page {}

    /** The page is longer than we read: ask for fewer lines. */
    record TooLarge(String source, String reason) implements Page {}

    /** No answer. */
    record Failed(String reason, @Nullable Duration retryAfter) implements Page {}

    /**
     * Asks for a page.
     *
     * @param after the position before its first line
     * @param count most lines wanted, up to {@link #PAGE}
     */
    Page page(long after, int count) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nextAt - nanoTime.getAsLong());
        String url = origin + "/export?after=" + after + "&count=" + count;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Fetched fetched = download.apply(URI.create(url), body);
        nextAt = nanoTime.getAsLong() + every.toNanos();
        if (fetched instanceof Fetched.Failure failure) {
            return failure.cause() == Fetched.Cause.TOO_LARGE
                    ? new TooLarge(url, failure.reason())
                    : new Failed(failure.reason(), null);
        }
        Fetched.Answer answer = (Fetched.Answer) fetched;
        if (!answer.ok()) {
            String reason = "HTTP " + answer.status() + " from " + url;
            boolean passing = answer.status() == 429 || answer.status() == 408 || answer.status() / 100 != 4;
            return passing ? new Failed(reason, answer.retryAfter()) : new NotOffered(reason);
        }
        List<FeedLine> lines = lines(body.toByteArray(), count);
        return new Lines(url, clock.now(), lines, lines.size() >= count);
    }

    /** Whoever sends more lines than asked for has those that are too many ignored: they come again. */
    private static List<FeedLine> lines(byte[] body, int count) {
        List<FeedLine> lines = new ArrayList<>();
        int start = 0;
        while (start < body.length && lines.size() < count) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            int stripped = end > start && body[end - 1] == '\r' ? end - 1 : end;
            if (stripped > start) {
                lines.add(FeedLine.read(Arrays.copyOfRange(body, start, stripped)));
            }
            start = end + 1;
        }
        return lines;
    }
}
