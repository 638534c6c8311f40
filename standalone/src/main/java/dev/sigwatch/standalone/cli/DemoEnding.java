package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.standalone.data.DataFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The end of the demonstration: what was raised, and the story of the takeover. */
final class DemoEnding {
    /** Longer than alerts take to reach the database, which is a checkpoint or two after the last verdict. */
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    /** Longer than from one checkpoint to the next: what came with the last frames is told, too. */
    private static final long QUIET_NANOS = 4_000_000_000L;

    private final Session session;
    private final SqlReader reader;
    private final String where;
    private final Supplier<Optional<String>> victim;
    private Optional<Alert> takeover = Optional.empty();
    private List<Alert> last = List.of();
    private long lastAt = System.nanoTime();

    /** @param victim DID of the account that is taken over */
    DemoEnding(Session session, SqlReader reader, DataFolder world, Supplier<Optional<String>> victim) {
        this.victim = victim;
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
    }

    private boolean isToldOf() throws IOException, InterruptedException {
        takeover = alerts().stream()
                .filter(alert -> alert.rule() == Rule.K3
                        && victim.get().filter(alert.did()::equals).isPresent())
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
