package dev.sigwatch.audit.health;

import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When a part is in trouble. Durations are microseconds. */
final class PartRules {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    /** A busy relay that is silent for so long stands still, as Jetstream's own rule has it. */
    static final long STALLED = 30 * SECOND;
    /** A quiet stream is measured by itself: silent for so many times its usual gap. */
    static final long GAPS = 30;
    /** Of a stream on which nothing ever came it is said late, and softly: it may be a quiet server. */
    static final long NOTHING_EVER = 10 * MINUTE;
    /** Behind the network's own clock. */
    static final long BEHIND = MINUTE;
    /** A feed or directory may be away for so long: outages of minutes are ordinary, and events wait. */
    static final long FEED_DOWN = 5 * MINUTE;
    /** As many failures without a success between them are no accident. */
    static final long FAILURES = 20;
    /** The same for repositories, which lie on many servers, some of them gone for good. */
    static final long REPO_FAILURES = 50;
    /** What waits in the resolver or for a notifier that fails. */
    static final long WAITING = 5 * MINUTE;

    static final long UNTOLD = 2 * MINUTE;
    /** How long books may be off before it is said: counts and rows are written side by side. */
    static final long UNBALANCED = 2 * MINUTE;

    /** Words in a stream's last error that say that frames are, or will be, lost (event stream specification). */
    private static final List<String> LOSING = List.of("ConsumerTooSlow", "FutureCursor", "OutdatedCursor");

    private PartRules() {}

    /** What is wrong with a part now. */
    static List<Trouble> of(PartHistory part) {
        String name = part.newest().part();
        if (name.startsWith("relay/")) {
            return relay(part, name);
        }
        if (name.startsWith("notifier/")) {
            return notifier(part, name);
        }
        if (name.startsWith("reconciliation/")) {
            return books(part, name);
        }
        return worker(part, name);
    }

    private static List<Trouble> relay(PartHistory part, String name) {
        List<Trouble> all = new ArrayList<>();
        String detail = part.newest().detail();
        if (LOSING.stream().anyMatch(detail::contains)) {
            all.add(new Trouble(
                    Rule.S1,
                    "rejected",
                    Priority.P1,
                    name + " ended our stream: " + detail,
                    "The relay says that we are too slow, or does not know our place in its stream any more: frames may be missing. "
                            + "Look at the lag, and at reconcile; what is missing shows as chain breaks and is fetched again.",
                    detail));
        } else if (part.disconnectedFor() > STALLED) {
            all.add(new Trouble(
                    Rule.S1,
                    "disconnected",
                    Priority.P1,
                    name + " is not connected",
                    "No frames come from this relay, so nothing it would bring is audited. It is tried again all the time.",
                    "not connected" + because(detail)));
        }
        stalled(part, name, all);
        long lag = part.number(HealthNames.LAG_MICROS);
        boolean isFlowing = part.number(HealthNames.DONE) > part.numberBefore(HealthNames.DONE);
        if (lag > BEHIND && isFlowing && lag > part.numberBefore(HealthNames.LAG_MICROS)) {
            all.add(new Trouble(
                    Rule.S1,
                    "behind",
                    Priority.P1,
                    name + " falls behind",
                    "Frames are audited ever later after they were made. Either the relay sends slowly, or this machine cannot keep up.",
                    span(lag) + " behind, and more than a minute ago"));
        }
        return all;
    }

    private static void stalled(PartHistory part, String name, List<Trouble> all) {
        long last = Math.max(part.number(HealthNames.LAST_AT), part.firstAt());
        long silent = part.newest().at() - last;
        long gap = part.usualGap();
        if (part.disconnectedFor() > 0 || silent <= (gap == 0 ? NOTHING_EVER : Math.max(STALLED, GAPS * gap))) {
            return;
        }
        all.add(new Trouble(
                Rule.S1,
                "silent",
                gap == 0 ? Priority.P3 : Priority.P1,
                gap == 0 ? name + " has sent nothing since the start" : name + " stands still",
                "The connection is up, but no frames come, so nothing is audited. If others still receive frames from this relay, the "
                        + "fault is here or on the way.",
                "nothing for " + span(silent)));
    }

    private static List<Trouble> worker(PartHistory part, String name) {
        boolean isRepos = name.equals("repos");
        long row = part.number(HealthNames.FAILED_IN_A_ROW);
        if (row >= (isRepos ? REPO_FAILURES : FAILURES)) {
            return List.of(new Trouble(
                    Rule.S3,
                    "failing",
                    isRepos ? Priority.P3 : Priority.P2,
                    name + " fails again and again",
                    "What it should find out stays unknown, so commits of new accounts stay unproven. Nothing is lost: it is tried again.",
                    row + " failures in a row" + because(part.newest().detail())));
        }
        if (part.disconnectedFor() > FEED_DOWN) {
            return List.of(new Trouble(
                    Rule.S3,
                    "disconnected",
                    Priority.P2,
                    name + " cannot be followed",
                    "Changes of keys are noticed only when an account publishes, not when they happen.",
                    "not connected" + because(part.newest().detail())));
        }
        long since = part.number(HealthNames.PENDING_SINCE);
        if (!isRepos && since > 0 && part.newest().at() - since > WAITING) {
            return List.of(new Trouble(
                    Rule.S3,
                    "waiting",
                    Priority.P2,
                    name + " does not keep up",
                    "Questions wait for longer than events are held, so commits become unproven.",
                    part.number(HealthNames.PENDING) + " wait, the oldest for "
                            + span(part.newest().at() - since)));
        }
        return List.of();
    }

    private static List<Trouble> notifier(PartHistory part, String name) {
        List<Trouble> all = new ArrayList<>();
        long since = part.number(HealthNames.PENDING_SINCE);
        if (part.number(HealthNames.FAILED_IN_A_ROW) > 0
                && since > 0
                && part.newest().at() - since > UNTOLD) {
            all.add(new Trouble(
                    Rule.S3,
                    "untold",
                    Priority.P1,
                    name + " cannot tell of alerts",
                    "Whoever listens there hears nothing. Nothing is lost: the alerts wait, and sigwatch alerts shows them.",
                    part.number(HealthNames.PENDING) + " wait"
                            + because(part.newest().detail())));
        }
        if (part.is(HealthNames.REFUSED)) {
            all.add(new Trouble(
                    Rule.S3,
                    "refused",
                    Priority.P2,
                    name + " gave up alerts that its receiver refuses",
                    "They were not told there, and will not be. sigwatch alerts shows them; the receiver's log may say why.",
                    part.number(HealthNames.REFUSED) + " given up since its start"
                            + because(part.newest().detail())));
        }
        return all;
    }

    private static List<Trouble> books(PartHistory part, String name) {
        long unaccounted = part.number(HealthNames.UNACCOUNTED);
        long missing = part.number(HealthNames.MISSING);
        if (part.holdsFor(unaccounted != 0 || missing != 0) < UNBALANCED) {
            return List.of();
        }
        return List.of(new Trouble(
                Rule.S3,
                "unbalanced",
                Priority.P1,
                name + " does not balance",
                "Frames that were received have no verdict, though there was time enough: the job stands still, falls behind, or lost "
                        + "them. Look at sigwatch reconcile and at the job's log.",
                unaccounted + " received but neither forwarded nor filtered, " + missing
                        + " forwarded without a verdict"));
    }

    private static String because(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }

    static String span(long micros) {
        long seconds = micros / SECOND;
        return seconds < 120 ? seconds + " s" : String.format(Locale.ROOT, "%d min", seconds / 60);
    }
}
