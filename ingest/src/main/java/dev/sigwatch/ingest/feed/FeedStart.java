package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.feed.FeedPages.Page;
import java.util.List;

/**
 * Finds where to begin with a feed not read before. A small one is read whole. Of a large one only what is yet to come is wanted,
 * for lookups tell the past of each DID; the directory has no way to ask for its newest operation, so the end is searched for by
 * whether anything comes after a position, which takes some fifty requests for a hundred million operations.
 */
final class FeedStart {
    /** Far above the 2 · 53 that halving any range of sequence numbers takes; ends a search that somebody leads round. */
    private static final int MAX_STEPS = 200;

    private final FeedPages pages;

    FeedStart(FeedPages pages) {
        this.pages = pages;
    }

    /** What the search gave: a position, or the page that ended it. */
    record Found(long position, Page page) {
        boolean isFound() {
            return position >= 0;
        }
    }

    /** Searches. */
    Found find() throws InterruptedException {
        Page first = pages.page(0, FeedPages.PAGE);
        if (!(first instanceof FeedPages.Lines lines)) {
            return first instanceof FeedPages.TooLarge ? search(0, first) : new Found(-1, first);
        }
        FeedJudge.Judged judged = FeedJudge.judge(0, lines.lines());
        if (judged.unsequenced()) {
            return new Found(-1, new FeedPages.NotOffered("the export has no sequence numbers"));
        }
        return lines.isFull() ? search(judged.position(), first) : new Found(0, first);
    }

    private Found search(long known, Page first) throws InterruptedException {
        long low = known;
        long high = -1;
        long step = FeedPages.PAGE;
        for (int i = 0; i < MAX_STEPS && (high < 0 || low < high); i++) {
            long probe = high < 0 ? Math.min(low + step, FeedLine.MAX_SEQ) : low + (high - low) / 2;
            Page page = pages.page(probe, 1);
            if (!(page instanceof FeedPages.Lines lines)) {
                return new Found(-1, page);
            }
            long next = firstSeq(lines.lines(), probe);
            if (next < 0) {
                high = probe;
            } else {
                low = next;
                step *= 2;
            }
        }
        return new Found(low, first);
    }

    /** The number of the line after a position, -1 if there is none; the position after it where the line does not say. */
    private static long firstSeq(List<FeedLine> lines, long after) {
        if (lines.isEmpty()) {
            return -1;
        }
        return Math.max(after + 1, FeedJudge.judge(after, lines).position());
    }
}
