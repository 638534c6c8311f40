package dev.sigwatch.notifier;

import dev.sigwatch.audit.alert.Alert;

/**
 * One way to tell people. Called by one thread; only {@link #close()} may come from another, and makes a call that waits return.
 */
public interface Notifier extends AutoCloseable {
    /** Names its consumer group, its health reports and its log lines: the same after every restart. */
    String name();

    /** Tries once to tell of an alert, within seconds. The same version may come again. */
    Delivery deliver(Alert alert);

    /**
     * Whether it must be shown, once after each start, what was delivered before: it keeps what is open and tells it again and again.
     */
    default boolean wantsPast() {
        return false;
    }

    /** An alert that was delivered before the start. */
    default void recall(Alert delivered) {}

    /** Whether it wants to hear how an alert goes on that is not sent otherwise, because it has told that it is open. */
    default boolean follows(String alertId) {
        return false;
    }

    /** Told now and then, when nothing waits: what has to be repeated. */
    default Delivery refresh() {
        return new Delivery.Done();
    }

    @Override
    void close();
}
