package dev.sigwatch.notifier;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.audit.alert.Rule;
import java.util.List;
import java.util.Map;

/** Alerts to tell of. */
public final class Alerts {
    /** When they happened, in microseconds: not long before now, for Alertmanager. */
    public static final long AT = System.currentTimeMillis() * 1_000 - 5_000_000;

    private Alerts() {}

    public static Alert open(String id) {
        return of(id, 1, Alert.Status.OPEN, Priority.P1);
    }

    public static Alert of(String id, int version, Alert.Status status, Priority priority) {
        return of(id, version, status, priority, Rule.K3, "");
    }

    public static Alert of(
            String id, int version, Alert.Status status, Priority priority, Rule rule, String explainedBy) {
        Route route = rule.route();
        return new Alert(
                id,
                version,
                rule,
                priority,
                status,
                route,
                "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
                "acme.example",
                true,
                "bafyop",
                "Keys and home of acme.example changed together",
                "Key and server were replaced within two minutes, by the second-strongest key.",
                AT,
                AT + version,
                AT + 72L * 3_600 * 1_000_000,
                List.of("KEY_CHANGED"),
                List.of("frame/1/2"),
                version,
                "",
                explainedBy,
                List.of(new Alert.StoryLine(AT, "the key changed", "bafyop")),
                Map.of("pds", "https://evil.example"),
                List.of("./sigwatch identity did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"));
    }
}
