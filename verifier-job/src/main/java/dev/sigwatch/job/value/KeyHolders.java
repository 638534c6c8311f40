package dev.sigwatch.job.value;

import java.util.ArrayList;
import java.util.Collections;
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

    /** An account, its server, and the keys that control it. */
    public record Holder(String did, String pds, List<String> rotationKeys) {
        boolean hasAnythingInCommonWith(KeyClaim claim) {
            return pds.equals(claim.pds()) || !Collections.disjoint(rotationKeys, claim.rotationKeys());
        }
    }

    /** These after a claim; the same where it tells nothing new, or there is no more room. */
    public KeyHolders after(KeyClaim claim) {
        Holder claimed = new Holder(claim.did(), claim.pds(), claim.rotationKeys());
        if (!claim.isGivenUp() && holders.contains(claimed)) {
            return this;
        }
        List<Holder> next = new ArrayList<>(holders);
        next.removeIf(holder -> holder.did().equals(claim.did()));
        if (!claim.isGivenUp() && next.size() < MAX_HOLDERS) {
            next.add(claimed);
        }
        return new KeyHolders(List.copyOf(next));
    }

    /** Those that have neither the account's server nor any of its rotation keys. */
    public List<Holder> strangersTo(KeyClaim claim) {
        return holders.stream()
                .filter(holder -> !holder.did().equals(claim.did()) && !holder.hasAnythingInCommonWith(claim))
                .toList();
    }
}
