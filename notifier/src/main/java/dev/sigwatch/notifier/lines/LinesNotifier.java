package dev.sigwatch.notifier.lines;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import dev.sigwatch.notifier.Delivery;
import dev.sigwatch.notifier.Notifier;
import java.time.Clock;
import java.util.function.Consumer;

/** Prints alerts. */
public final class LinesNotifier implements Notifier {
    private final AlertLines lines;
    private final Priority least;
    private final Consumer<String> out;
    private final Clock clock;

    /**
     * @param least what is less urgent is not printed
     * @param out takes one line after the other
     */
    public LinesNotifier(AlertLines lines, Priority least, Consumer<String> out, Clock clock) {
        this.lines = lines;
        this.least = least;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public Delivery deliver(Alert alert) {
        if (alert.priority().compareTo(least) > 0) {
            return new Delivery.Done();
        }
        // In one piece, so that what others print stays before or after it.
        out.accept(String.join(System.lineSeparator(), lines.of(alert, clock.millis() * 1_000)));
        return new Delivery.Done();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
