package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.policy.PolicyDiff;
import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.policy.TrustPolicy;
import dev.sigwatch.audit.policy.TrustedDid;
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
     * What to say of an edit.
     *
     * @param effect what the document is for
     */
    private record Document(String name, String title, String effect) {}

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
        Document document = document(after.kind());
        String sentence = document.name + " (" + after.source() + ") was edited: " + added + " lines new, " + removed
                + " lines gone. " + document.effect
                + " If nobody on the team did this, somebody is hiding something.";
        List<Alert.StoryLine> story = new ArrayList<>();
        diff.forEach(line -> story.add(new Alert.StoryLine(after.publishedAt(), line, "")));
        return List.of(alert(
                Rule.S6,
                1,
                kind,
                document.title,
                sentence,
                after.publishedAt(),
                after.publishedAt(),
                story,
                Map.of("document", kind, "source", after.source())));
    }

    private static Document document(PolicyText.Kind kind) {
        return switch (kind) {
            case WATCHLIST ->
                new Document(
                        "The watchlist",
                        "Watchlist edited",
                        "It says whose alerts are urgent, and which keys are revoked.");
            case EXPECTATIONS ->
                new Document(
                        "The list of expected changes",
                        "Expected changes edited",
                        "It says which alerts are kept and not sent.");
            case TRUST ->
                new Document("The trust policy", "Trust policy edited", "It says whose images are trusted, and where.");
        };
    }

    /**
     * K12: what a document says that expires within 30, 7 or 1 days, or has expired: entries of the watchlist, and accounts that a
     * policy trusts. Each step once.
     *
     * @param document without errors; nothing in expected changes expires in this sense
     * @param since when this was asked last, 0 for never; microseconds since the epoch
     */
    public static List<Alert> expiring(PolicyText document, long since, long now) {
        return switch (document.kind()) {
            case WATCHLIST -> expiring(PolicyReader.watchlist(document.text()).value(), since, now);
            case EXPECTATIONS -> List.of();
            case TRUST -> expiring(PolicyReader.trust(document.text()).value(), since, now);
        };
    }

    private static List<Alert> expiring(TrustPolicy policy, long since, long now) {
        List<Alert> alerts = new ArrayList<>();
        for (TrustedDid did : policy.neededDids()) {
            Long expires = did.expiresAt();
            int step = expires == null ? 0 : step(expires, now);
            if (expires != null && step > 0 && step > step(expires, since)) {
                alerts.add(expiring(did, expires, step, now));
            }
        }
        return List.copyOf(alerts);
    }

    private static Alert expiring(TrustedDid did, long expires, int step, long now) {
        boolean isOver = step > DAYS_BEFORE.size();
        String sentence = "The trust policy trusts " + did.text().replaceAll("\\p{Cntrl}", "?")
                + (isOver ? " no more since " : " until ") + time(expires) + ", by line " + did.expiresAtLine() + ". "
                + (isOver ? "Images pushed since are" : "Images pushed from then on are")
                + " refused wherever a policy lists this account.";
        return expires(
                step,
                // The watchlist may name the same account.
                PolicyText.Kind.TRUST.wireName() + " " + did.did(),
                isOver ? "Trust in a publisher expired" : "Trust in a publisher expires soon",
                sentence,
                expires,
                now);
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
        String sentence = "The watchlist's entry in line " + item.line() + ", " + item.text() + ", "
                + (isOver ? "expired at " : "expires at ") + time(expires) + ". "
                + (isOver ? "Alerts of these accounts are" : "From then on alerts of these accounts are")
                + " no more urgent than those of any other.";
        return expires(
                step,
                item.value(),
                isOver ? "Entry of the watchlist expired" : "Entry of the watchlist expires soon",
                sentence,
                expires,
                now);
    }

    private static Alert expires(int step, String object, String title, String sentence, long expires, long now) {
        return alert(
                Rule.K12,
                step,
                object,
                title,
                sentence,
                expires - DAYS_BEFORE.get(0) * DAY_MICROS,
                now,
                List.of(new Alert.StoryLine(now, sentence, "")),
                Map.of("entry", object, "expires", time(expires)));
    }

    private static String time(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000L).toString();
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
