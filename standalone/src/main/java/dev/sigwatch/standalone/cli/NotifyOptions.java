package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.audit.alert.Route;
import dev.sigwatch.notifier.http.HttpTarget;
import dev.sigwatch.notifier.webhook.WebhookSecret;
import dev.sigwatch.standalone.notify.NotifyPlan;
import dev.sigwatch.standalone.notify.NotifyPlan.Webhook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is told of alerts. */
final class NotifyOptions {
    private final Terminal terminal;

    @Option(
            names = "--alertmanager",
            paramLabel = "URL",
            converter = Values.Target.class,
            description =
                    "Tell Prometheus Alertmanager, such as http://127.0.0.1:9093. Label route is security or operations.")
    private @Nullable HttpTarget alertmanager;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            converter = Values.Target.class,
            description = "Post every alert as JSON to this URL, signed with the secret.")
    private @Nullable HttpTarget webhook;

    @Option(
            names = "--webhook-security",
            paramLabel = "URL",
            converter = Values.Target.class,
            description = "The same, only what was checked and is bad, or must be explained.")
    private @Nullable HttpTarget security;

    @Option(
            names = "--webhook-operations",
            paramLabel = "URL",
            converter = Values.Target.class,
            description = "The same, only what could not be checked, and trouble of the auditor itself.")
    private @Nullable HttpTarget operations;

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description = "Holds the secret of the webhooks, at least 16 bytes.")
    private @Nullable Path secretFile;

    @Option(names = "--notify-stdout", description = "Print alerts.")
    private boolean stdout;

    NotifyOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The options checked.
     *
     * @throws CommandFailure naming the option that is wrong
     */
    NotifyPlan plan() {
        List<Webhook> webhooks = new ArrayList<>();
        if (webhook != null || security != null || operations != null) {
            WebhookSecret secret = secret();
            add(webhooks, "webhook", webhook, EnumSet.allOf(Route.class), secret);
            add(webhooks, "webhook-security", security, Set.of(Route.SECURITY), secret);
            add(webhooks, "webhook-operations", operations, Set.of(Route.OPERATIONS), secret);
        } else if (secretFile != null) {
            throw CommandFailure.usage("Option '--webhook-secret-file' needs a --webhook URL");
        }
        return new NotifyPlan(
                Optional.ofNullable(alertmanager),
                webhooks,
                stdout ? Optional.of(Priority.P4) : Optional.empty(),
                terminal.interactive(),
                "");
    }

    private static void add(
            List<Webhook> webhooks, String name, @Nullable HttpTarget target, Set<Route> routes, WebhookSecret secret) {
        if (target != null) {
            webhooks.add(new Webhook(name, target, routes, secret));
        }
    }

    private WebhookSecret secret() {
        if (secretFile == null) {
            throw CommandFailure.usage(
                    "Missing option '--webhook-secret-file': what is posted is signed, so that its receiver knows it is ours");
        }
        try {
            return WebhookSecret.read(secretFile);
        } catch (IOException e) {
            throw CommandFailure.usage("Invalid value for option '--webhook-secret-file': " + e.getMessage());
        }
    }
}
