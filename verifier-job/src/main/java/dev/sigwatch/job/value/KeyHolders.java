package dev.sigwatch.job.value;

import java.util.ArrayList;
import java.util.List;

/**
 * Who has a signing key: one account, mostly.
 *
 * @param holders in the order in which they were seen; at most {@link #MAX_HOLDERS}
 */
public record KeyHolders(List<Holder> holders) {
    /** Of a key that a server gives to all its accounts, the first so many tell what there is to tell. */
    public static final int MAX_HOLDERS = 64;

    /** Nobody. */
    public static final KeyHolders NONE = new KeyHolders(List.of());

    /** An account and its server. */
    public record Holder(String did, String pds) {}

    /** These after a claim; the same where it tells nothing new, or there is no more room. */
    public KeyHolders after(KeyClaim claim) {
        Holder claimed = new Holder(claim.did(), claim.pds());
        if (!claim.isGivenUp() && holders.contains(claimed)) {
            return this;
        }
        List<Holder> next = new ArrayList<>(others(claim.did()));
        if (!claim.isGivenUp() && next.size() < MAX_HOLDERS) {
            next.add(claimed);
        }
        return new KeyHolders(List.copyOf(next));
    }

    /** All but one account. */
    public List<Holder> others(String did) {
        return holders.stream().filter(holder -> !holder.did().equals(did)).toList();
    }
}
