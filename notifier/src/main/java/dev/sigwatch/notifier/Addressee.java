package dev.sigwatch.notifier;

import dev.sigwatch.audit.alert.Route;
import java.util.Set;

/**
 * Who is told, and of what.
 *
 * @param routes those whose alerts it gets
 */
public record Addressee(Notifier notifier, Set<Route> routes) {
    /** Told of everything. */
    public static Addressee ofAll(Notifier notifier) {
        return new Addressee(notifier, Set.of(Route.values()));
    }
}
