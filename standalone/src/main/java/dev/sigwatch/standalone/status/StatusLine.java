package dev.sigwatch.standalone.status;

import java.util.Locale;
import java.util.StringJoiner;

/** A snapshot, and how it differs from an earlier one, as one line for a person. */
public final class StatusLine {
    private StatusLine() {}

    /**
     * The line.
     *
     * @param seconds between the two
     */
    public static String of(Snapshot before, Snapshot now, double seconds) {
        StringJoiner line = new StringJoiner(" | ");
        boolean live = !now.hosts().isEmpty() && now.received() >= now.forwarded();
        double frames = live ? now.received() - before.received() : now.judged() - before.judged();
        line.add(String.format(Locale.ROOT, "%,.0f frames/s", seconds <= 0 ? 0 : frames / seconds));
        line.add(
                live
                        ? String.format(Locale.ROOT, "%,d of %,d in scope", now.forwarded(), now.received())
                        : String.format(Locale.ROOT, "%,d fed", now.forwarded()));
        StringJoiner verdicts = new StringJoiner(", ");
        now.verdicts().forEach((verdict, count) -> verdicts.add(String.format(Locale.ROOT, "%,d %s", count, verdict)));
        line.add(verdicts.toString());
        line.add(String.format(Locale.ROOT, "%,d held", now.held()));
        if (now.repositories().pending() > 0) {
            line.add(String.format(
                    Locale.ROOT, "%,d repositories to fetch", now.repositories().pending()));
        }
        long down = now.hosts().stream().filter(host -> !host.connected()).count();
        if (down > 0) {
            line.add(down + " of " + now.hosts().size() + " streams not connected");
        } else if (live) {
            line.add("lag " + duration(now.lagMicros()));
        }
        return line.toString();
    }

    private static String duration(long micros) {
        double seconds = Math.max(0, micros) / 1e6;
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h";
    }
}
