package dev.sigwatch.notifier.alertmanager;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.Notifier;
import dev.sigwatch.notifier.http.HttpPost;
import dev.sigwatch.notifier.http.HttpTarget;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Alerts in Alertmanager. It keeps them in memory only, so what is open is told again every minute; how long each stays open is
 * said with it, so that nothing looks resolved because nobody repeats it any more.
 */
public final class AlertmanagerNotifier implements Notifier {
    /** How often what is open is repeated: as often as Prometheus does. */
    public static final Duration REPEAT = Duration.ofMinutes(1);

    private static final String PATH = "/api/v2/alerts";
    /** Alerts in one post. */
    private static final int BATCH = 200;
    /** However late an alert is told, it stays for as long. */
    private static final long LEAST_MICROS = Duration.ofHours(1).toMillis() * 1_000;

    private final HttpPost post;
    private final Clock clock;
    private final OpenAlerts open = new OpenAlerts(OpenAlerts.MAX);
    private long repeatedAt = Long.MIN_VALUE;

    /** @param server its base URL, path prefix included */
    public AlertmanagerNotifier(HttpTarget server, Clock clock) {
        this.post = new HttpPost(server.below(PATH), HttpPost.PATIENCE, clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public Delivery deliver(Alert alert) {
        List<Posting> postings = new ArrayList<>();
        Posting now = Posting.of(alert);
        Posting before = open.get(alert.id());
        // Labels are an alert's identity there: other labels are another alert, and the one before would stay.
        if (before != null && !before.labels().equals(now.labels())) {
            postings.add(before.until(micros()));
        }
        postings.add(
                isOver(alert)
                        ? now.until(Math.min(alert.updatedAt(), micros()))
                        : now.atLeastUntil(micros() + LEAST_MICROS));
        Delivery delivery = send(postings);
        if (delivery instanceof Delivery.Done) {
            recall(alert);
        }
        return delivery;
    }

    @Override
    public boolean wantsPast() {
        return true;
    }

    @Override
    public void recall(Alert delivered) {
        if (isOver(delivered)) {
            open.remove(delivered.id());
        } else {
            open.put(delivered.id(), Posting.of(delivered));
        }
    }

    @Override
    public boolean follows(String alertId) {
        return open.get(alertId) != null;
    }

    @Override
    public Delivery refresh() {
        long now = clock.millis();
        if (repeatedAt != Long.MIN_VALUE && now - repeatedAt < REPEAT.toMillis()) {
            return new Delivery.Done();
        }
        open.removeEnded(micros());
        List<Posting> all = open.all();
        for (int from = 0; from < all.size(); from += BATCH) {
            Delivery delivery = send(all.subList(from, Math.min(all.size(), from + BATCH)));
            if (!(delivery instanceof Delivery.Done)) {
                return delivery;
            }
        }
        repeatedAt = now;
        return new Delivery.Done();
    }

    @Override
    public void close() {
        post.close();
    }

    private Delivery send(List<Posting> postings) {
        return post.post(Posting.json(postings), Map.of());
    }

    private static boolean isOver(Alert alert) {
        return alert.status() != Alert.Status.OPEN;
    }

    private long micros() {
        return clock.millis() * 1_000;
    }
}
