package dev.sigwatch.audit.health;

/** The numbers of {@link HealthReport}s. Times are microseconds since the epoch, 0 for never. */
public final class HealthNames {
    /** Of a relay or a feed: 1 while the stream flows, else 0. */
    public static final String CONNECTED = "connected";
    /** Of a relay or a feed: when the newest frame, line or page came. */
    public static final String LAST_AT = "last_at";
    /** Of a relay: our clock minus the newest frame's own time, microseconds; 0 where unknown. */
    public static final String LAG_MICROS = "lag_micros";
    /** Of a relay: frames received; of a resolver: lookups; of a notifier: alerts sent. Since the start. */
    public static final String DONE = "done";
    /** What failed since the start. */
    public static final String FAILED = "failed";
    /** What failed in a row up to now. */
    public static final String FAILED_IN_A_ROW = "failed_in_a_row";
    /** Of a notifier: alerts it gave up, because their receiver refused them again and again. Since the start. */
    public static final String REFUSED = "refused";
    /** What waits to be done. */
    public static final String PENDING = "pending";
    /** Since when the oldest of what waits does so. */
    public static final String PENDING_SINCE = "pending_since";
    /** Of the reconciliation: frames received that were neither filtered nor forwarded. */
    public static final String UNACCOUNTED = "unaccounted";
    /** Of the reconciliation: frames forwarded without a verdict, though there was time enough for one. */
    public static final String MISSING = "missing";

    private HealthNames() {}
}
