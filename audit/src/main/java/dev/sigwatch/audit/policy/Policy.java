package dev.sigwatch.audit.policy;

/**
 * What people decided beforehand.
 *
 * @param trust whose images count where
 */
public record Policy(Watchlist watchlist, Expectations expectations, TrustPolicy trust) {
    /** Nothing. */
    public static final Policy EMPTY = new Policy(Watchlist.EMPTY, Expectations.EMPTY, TrustPolicy.NONE);
}
