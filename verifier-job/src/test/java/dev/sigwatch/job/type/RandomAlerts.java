package dev.sigwatch.job.type;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertState;
import dev.sigwatch.audit.alert.Change;
import dev.sigwatch.audit.alert.IdentityFacts;
import dev.sigwatch.audit.alert.Incident;
import dev.sigwatch.audit.alert.Memory;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.audit.alert.Write;
import java.util.LinkedHashMap;
import java.util.Map;

/** Seeded values of what alerts are made of. */
final class RandomAlerts {
    private final RandomValues any;

    RandomAlerts(RandomValues any) {
        this.any = any;
    }

    Alert alert() {
        return new Alert(
                any.text(),
                any.integer(),
                any.constant(Rule.values()),
                any.constant(Priority.values()),
                any.constant(Alert.Status.values()),
                any.constant(Route.values()),
                any.text(),
                any.text(),
                any.flag(),
                any.text(),
                any.text(),
                any.text(),
                any.number(),
                any.number(),
                any.orNull(any::number),
                any.list(any::text),
                any.list(any::text),
                any.integer(),
                any.text(),
                any.text(),
                any.list(() -> new Alert.StoryLine(any.number(), any.text(), any.text())),
                facts(),
                any.list(any::text));
    }

    AlertState state() {
        return new AlertState(
                memory(),
                any.list(() -> new Incident(alert(), any.number(), any.flag(), any.constant(Priority.values()))));
    }

    private Memory memory() {
        return new Memory(
                identity(),
                any.flag(),
                any.list(this::change),
                any.constant(Memory.Arrival.values()),
                any.list(() -> new Write(any.number(), any.text(), any.text(), any.text(), any.text(), any.text())),
                any.list(any::text),
                any.orNull(this::inactivity),
                any.list(this::inactivity),
                new Memory.Notices(any.integer(), any.number(), any.number(), any.text()));
    }

    private Change change() {
        return new Change(
                any.text(),
                any.flag(),
                any.number(),
                any.number(),
                any.integer(),
                any.text(),
                any.text(),
                any.flag(),
                identity(),
                identity());
    }

    private IdentityFacts identity() {
        return new IdentityFacts(any.text(), any.list(any::text), any.text(), any.text(), any.text());
    }

    private Memory.Inactivity inactivity() {
        return new Memory.Inactivity(any.text(), any.text(), any.number(), any.flag());
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        any.list(any::text).forEach(name -> facts.put(name, any.text()));
        return facts;
    }
}
