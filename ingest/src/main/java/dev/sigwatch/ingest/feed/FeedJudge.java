package dev.sigwatch.ingest.feed;

import dev.sigwatch.ingest.fetch.OneLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the lines of a feed in their order, a page or a few messages at a time: pure.
 *
 * <p>Sequence numbers are claims. One that jumps far ahead shall not make us pass over all below it, so the position follows it only
 * where no other line leads on.
 */
final class FeedJudge {
    /** Largest step the position takes where a smaller one can be had; a busy directory makes this many operations in weeks. */
    static final long MAX_STEP = 1_000_000;
    /** Lines quoted of those that are wrong. */
    private static final int QUOTED = 10;

    private FeedJudge() {}

    /**
     * What the lines say.
     *
     * @param position where to go on
     * @param operations in the order served
     * @param others lines of types not known
     * @param fault what is wrong with the lines, empty for nothing
     * @param unsequenced whether the feed is one without sequence numbers
     */
    record Judged(long position, List<FeedLine.Operation> operations, int others, String fault, boolean unsequenced) {}

    /**
     * Judges lines.
     *
     * @param after the position they were asked for from
     */
    static Judged judge(long after, List<FeedLine> lines) {
        List<FeedLine.Operation> operations = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        int others = 0;
        long previous = after;
        long last = -1;
        long position = after;
        for (FeedLine line : lines) {
            long seq = -1;
            if (line instanceof FeedLine.Operation operation) {
                operations.add(operation);
                seq = operation.seq();
            } else if (line instanceof FeedLine.Other other) {
                others++;
                seq = other.seq();
            } else if (line instanceof FeedLine.Bad bad) {
                faults.add(bad.reason() + ": " + quoted(bad.bytes()));
            } else {
                return new Judged(after, List.of(), 0, "", true);
            }
            if (seq > 0) {
                if (seq <= previous) {
                    faults.add("sequence number " + seq + " follows " + previous + ": " + quoted(line.bytes()));
                }
                previous = seq;
                last = seq;
                if (seq > position && (position == 0 || seq - position <= MAX_STEP)) {
                    position = seq;
                }
            }
        }
        return new Judged(position == after && last > after ? last : position, operations, others, text(faults), false);
    }

    private static String text(List<String> faults) {
        if (faults.isEmpty()) {
            return "";
        }
        int more = faults.size() - QUOTED;
        return String.join("\n", faults.subList(0, Math.min(QUOTED, faults.size())))
                + (more > 0 ? "\nand " + more + " more" : "");
    }

    private static String quoted(byte[] line) {
        return OneLine.of(new String(line, 0, Math.min(line.length, 1_000), StandardCharsets.UTF_8));
    }
}
