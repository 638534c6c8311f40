package dev.sigwatch.audit.policy;

/** What people decided beforehand. */
public record Policy(Watchlist watchlist, Expectations expectations) {
    /** Nothing. */
    public static final Policy EMPTY = new Policy(Watchlist.EMPTY, Expectations.EMPTY);
}
