package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.standalone.data.DataFolder;
import dev.sigwatch.standalone.feed.DemoFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of the demonstration: what was raised, and the story of the takeover. */
final class DemoEnding {
    /** Longer than alerts take to reach the database, which is a checkpoint or two after the last verdict. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    /** Longer than from one checkpoint to the next: what came with the last frames is told, too. */
    private static final long QUIET_NANOS = 4_000_000_000L;

    private final Session session;
    private final SqlReader reader;
    private final String where;
    private final DemoFeed feed;
    private final Path trustPolicy;
    private Optional<Alert> takeover = Optional.empty();
    private List<Alert> last = List.of();
    private long lastAt = System.nanoTime();

    /** @param trustPolicy the document as it stands at the end */
    DemoEnding(Session session, SqlReader reader, DataFolder world, DemoFeed feed, Path trustPolicy) {
        this.feed = feed;
        this.trustPolicy = trustPolicy;
        this.session = session;
        this.reader = reader;
        this.where = " --data " + Report.quoted(world);
    }

    void tell() throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean unused = session.watch(() -> (isToldOf() && isQuiet()) || System.nanoTime() - deadline > 0);
        List<Alert> all = alerts();
        if (all.isEmpty()) {
            return;
        }
        session.say("");
        session.say("What somebody should know:");
        session.say("  ./sigwatch alerts" + where);
        AlertsCommand.table(all).forEach(session::say);
        if (takeover.isPresent()) {
            Alert alert = takeover.get();
            session.say("");
            session.say("The takeover, explained from what was kept:");
            session.say("  ./sigwatch explain " + alert.id() + where);
            session.say("");
            ExplainCommand.explain(reader, alert, session::say);
        }
        feed.poisoned().ifPresent(this::whereToLook);
    }

    private void whereToLook(String poisoned) {
        session.say("");
        session.say("Where to look further:");
        session.say("  the poisoned image, who signed it, and what became of that:");
        session.say("    ./sigwatch image " + poisoned + where);
        session.say("  what its tag named, and what it names now:");
        session.say("    ./sigwatch image atcr.io/acme.test/payments:v2" + where);
        session.say("  which line of the trust policy lets the image of somebody else pass, or does not:");
        session.say("    ./sigwatch policy test --policy " + trustPolicy + " --image atcr.io/umbrella.test/payments:v9"
                + where);
    }

    private boolean isToldOf() throws IOException, InterruptedException {
        takeover = alerts().stream()
                .filter(alert -> alert.rule() == Rule.K3
                        && feed.victim().filter(alert.did()::equals).isPresent())
                .findFirst();
        return takeover.isPresent();
    }

    /** Whether no alert has come or changed for a while. */
    private boolean isQuiet() throws IOException, InterruptedException {
        List<Alert> now = alerts();
        if (!now.equals(last)) {
            last = now;
            lastAt = System.nanoTime();
        }
        return System.nanoTime() - lastAt > QUIET_NANOS;
    }

    private List<Alert> alerts() throws IOException, InterruptedException {
        return new AlertRows(reader, 0, Priority.P4, false).all();
    }
}
