package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.policy.PolicyDiff;
import dev.sigwatch.audit.policy.WatchItem;
import dev.sigwatch.audit.policy.Watchlist;
import dev.sigwatch.audit.stream.PolicyText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** S6 and K12: what the documents people keep make worth telling. Pure; the same arguments give the same alerts. */
public final class PolicyAlerts {
    private static final long DAY_MICROS = 86_400L * 1_000_000L;

    /** How many days before an entry expires it is told of, a version of the alert each. */
    static final List<Integer> DAYS_BEFORE = List.of(30, 7, 1);

    private PolicyAlerts() {}

    /**
     * S6: that a document was edited. Nothing if it was not, or if there was none before.
     *
     * @param before what was in force, null if nothing was known
     */
    public static List<Alert> edited(@Nullable PolicyText before, PolicyText after) {
        if (before == null || before.text().equals(after.text())) {
            return List.of();
        }
        List<String> diff = PolicyDiff.lines(before.text(), after.text());
        long added = diff.stream().filter(line -> line.startsWith("+")).count();
        long removed = diff.stream().filter(line -> line.startsWith("-")).count();
        String kind = after.kind().wireName();
        boolean isWatchlist = after.kind() == PolicyText.Kind.WATCHLIST;
        String sentence = (isWatchlist ? "The watchlist" : "The list of expected changes") + " (" + after.source()
                + ") was edited: " + added + " lines new, " + removed + " lines gone. "
                + (isWatchlist
                        ? "It says whose alerts are urgent, and which keys are revoked."
                        : "It says which alerts are kept and not sent.")
                + " If nobody on the team did this, somebody is hiding something.";
        List<Alert.StoryLine> story = new ArrayList<>();
        diff.forEach(line -> story.add(new Alert.StoryLine(after.publishedAt(), line, "")));
        return List.of(alert(
                Rule.S6,
                1,
                kind,
                isWatchlist ? "Watchlist edited" : "Expected changes edited",
                sentence,
                after.publishedAt(),
                after.publishedAt(),
                story,
                Map.of("document", kind, "source", after.source())));
    }

    /**
     * K12: entries of the watchlist that expire within 30, 7 or 1 days, or have expired: each step once.
     *
     * @param since when this was asked last, 0 for never; microseconds since the epoch
     */
    public static List<Alert> expiring(Watchlist watchlist, long since, long now) {
        List<Alert> alerts = new ArrayList<>();
        for (WatchItem item : watchlist.items()) {
            Long expires = item.expires();
            int step = expires == null ? 0 : step(expires, now);
            if (expires != null && step > 0 && step > step(expires, since)) {
                alerts.add(expiring(item, expires, step, now));
            }
        }
        return List.copyOf(alerts);
    }

    /** 0 long before; 1, 2, 3 within ever fewer days; 4 once expired. */
    private static int step(long expires, long at) {
        if (at >= expires) {
            return DAYS_BEFORE.size() + 1;
        }
        return (int) DAYS_BEFORE.stream()
                .filter(days -> at >= expires - days * DAY_MICROS)
                .count();
    }

    private static Alert expiring(WatchItem item, long expires, int step, long now) {
        boolean isOver = step > DAYS_BEFORE.size();
        String when = Instant.ofEpochSecond(expires / 1_000_000L).toString();
        String sentence = "The watchlist's entry in line " + item.line() + ", " + item.text() + ", "
                + (isOver ? "expired at " : "expires at ") + when + ". "
                + (isOver ? "Alerts of these accounts are" : "From then on alerts of these accounts are")
                + " no more urgent than those of any other.";
        return alert(
                Rule.K12,
                step,
                item.value(),
                isOver ? "Entry of the watchlist expired" : "Entry of the watchlist expires soon",
                sentence,
                expires - DAYS_BEFORE.get(0) * DAY_MICROS,
                now,
                List.of(new Alert.StoryLine(now, sentence, "")),
                Map.of("entry", item.value(), "expires", when));
    }

    private static Alert alert(
            Rule rule,
            int version,
            String object,
            String title,
            String sentence,
            long raisedAt,
            long updatedAt,
            List<Alert.StoryLine> story,
            Map<String, String> facts) {
        String id = AlertMerge.id(rule, "", object, raisedAt);
        return new Alert(
                id,
                version,
                rule,
                rule.priority(),
                Alert.Status.OPEN,
                rule.route(),
                "",
                "",
                false,
                object,
                title,
                sentence,
                raisedAt,
                updatedAt,
                null,
                List.of(),
                List.of(),
                version,
                "",
                "",
                AlertMerge.firstAndNewest(story, Alert.MAX_STORY),
                facts,
                List.of("sigwatch explain " + id));
    }
}
