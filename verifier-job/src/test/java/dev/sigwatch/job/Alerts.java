package dev.sigwatch.job;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.AlertJson;
import dev.sigwatch.audit.alert.Rule;
import dev.sigwatch.job.value.PositionedAlert;
import java.util.List;
import java.util.Map;

/** Alerts to test with. */
public final class Alerts {
    private Alerts() {}

    public static Alert alert(String id, int version) {
        return new Alert(
                id,
                version,
                Rule.K3,
                Rule.K3.priority(),
                Alert.Status.OPEN,
                Rule.K3.route(),
                "did:plc:a",
                "a.test",
                true,
                "object",
                "title",
                "sentence",
                Publisher.START,
                Publisher.START + version,
                Publisher.START + 72,
                List.of("SIG_UNKNOWN_KEY"),
                List.of("relay.test/0/0/frame"),
                version,
                "did did:plc:a",
                "",
                List.of(new Alert.StoryLine(Publisher.START, "it began", "")),
                Map.of("key", "did:key:z"),
                List.of("sigwatch explain " + id));
    }

    public static PositionedAlert positioned(String id, int version, long offset) {
        Alert alert = alert(id, version);
        return new PositionedAlert(alert, AlertJson.write(alert).toString(), alert.updatedAt(), 3, offset);
    }
}
