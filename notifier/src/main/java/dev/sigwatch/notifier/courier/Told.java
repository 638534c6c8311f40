package dev.sigwatch.notifier.courier;

import dev.sigwatch.audit.alert.Alert;
import java.util.LinkedHashMap;
import java.util.Map;

/** The newest version told of each incident, of the incidents told last: a record that Kafka has twice is told once. */
final class Told {
    /** Incidents remembered; what came longer ago may be told twice. */
    private static final int MAX = 10_000;

    private final Map<String, Integer> versions = new LinkedHashMap<>();

    /** Whether this version, or a newer one, was told. */
    boolean has(Alert alert) {
        return versions.getOrDefault(alert.id(), 0) >= alert.version();
    }

    /** Whether any version was told. */
    boolean knows(String id) {
        return versions.containsKey(id);
    }

    void add(Alert alert) {
        versions.remove(alert.id());
        if (versions.size() >= MAX) {
            versions.remove(versions.keySet().iterator().next());
        }
        versions.put(alert.id(), alert.version());
    }
}
