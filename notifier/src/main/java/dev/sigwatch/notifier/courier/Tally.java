package dev.sigwatch.notifier.courier;

/** The numbers behind a courier's status. Of one thread. */
final class Tally {
    private final String name;
    private long sent;
    private long failed;
    private long failedInARow;
    private long refused;
    private long lastAt;
    private String failure = "";
    private String refusal = "";

    Tally(String name) {
        this.name = name;
    }

    void sent(long at) {
        sent++;
        lastAt = at;
        refreshed();
    }

    /** It takes alerts, though there was none to tell. */
    void refreshed() {
        failedInARow = 0;
        failure = "";
    }

    void failed(String why) {
        failed++;
        failedInARow++;
        failure = why;
    }

    void refused(String what) {
        refused++;
        refusal = what;
    }

    long failedInARow() {
        return failedInARow;
    }

    /** @param pendingSince when the oldest of what waits was written; it matters only while the notifier fails */
    CourierStatus status(long pending, long pendingSince) {
        return new CourierStatus(
                name,
                sent,
                failed,
                failedInARow,
                refused,
                pending,
                failedInARow == 0 ? 0 : pendingSince,
                lastAt,
                failure.isEmpty() ? refusal : failure);
    }
}
