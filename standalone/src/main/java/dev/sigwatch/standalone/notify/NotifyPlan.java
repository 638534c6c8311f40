package dev.sigwatch.standalone.notify;

import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.notifier.Addressee;
import dev.sigwatch.notifier.alertmanager.AlertmanagerNotifier;
import dev.sigwatch.notifier.http.HttpTarget;
import dev.sigwatch.notifier.lines.AlertLines;
import dev.sigwatch.notifier.lines.LinesNotifier;
import dev.sigwatch.notifier.webhook.WebhookNotifier;
import dev.sigwatch.notifier.webhook.WebhookSecret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is told of alerts.
 *
 * @param alertmanager base URL
 * @param webhooks each with a name of its own
 * @param lines the least urgent that are printed, empty for none
 * @param coloured whether that is on a terminal
 * @param where options that the commands printed need to find the data, empty for none
 */
public record NotifyPlan(
        Optional<HttpTarget> alertmanager,
        List<Webhook> webhooks,
        Optional<Priority> lines,
        boolean coloured,
        String where) {
    /**
     * Where alerts are posted.
     *
     * @param name of its consumer group: the same for the same receiver
     * @param routes of which alerts
     */
    public record Webhook(String name, HttpTarget target, Set<Route> routes, WebhookSecret secret) {}

    /** The same, printing what somebody should see today. */
    public NotifyPlan withLines() {
        return new NotifyPlan(alertmanager, webhooks, Optional.of(Priority.P2), coloured, where);
    }

    /** The same, for a deployment that commands find by these options. */
    public NotifyPlan at(String options) {
        return new NotifyPlan(alertmanager, webhooks, lines, coloured, options);
    }

    /** Whether nobody is told. */
    public boolean isEmpty() {
        return alertmanager.isEmpty() && webhooks.isEmpty() && lines.isEmpty();
    }

    /** The notifiers, new ones. */
    public List<Addressee> addressees(Consumer<String> out, Clock clock) {
        List<Addressee> all = new ArrayList<>();
        alertmanager.ifPresent(target -> all.add(Addressee.ofAll(new AlertmanagerNotifier(target, clock))));
        for (Webhook webhook : webhooks) {
            all.add(new Addressee(
                    new WebhookNotifier(webhook.name, webhook.target, webhook.secret, clock), webhook.routes));
        }
        lines.ifPresent(least ->
                all.add(Addressee.ofAll(new LinesNotifier(new AlertLines(coloured, where), least, out, clock))));
        return all;
    }
}
