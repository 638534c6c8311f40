package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices signing keys that accounts with nothing else in common use: keyed by signing key, unlike all else here. Pure.
 *
 * <p>Accounts of one operator share a server or a rotation key; those do not count.
 */
public final class KeyOwners {
    /** More accounts with one key are one operator's, or one bug's; the first ones tell enough. */
    public static final int MAX_HOLDERS = 16;

    private KeyOwners() {}

    /**
     * That an account has, or no longer has, a signing key.
     *
     * @param key did:key
     * @param isGone whether the account has another one now
     * @param at microseconds since the epoch
     */
    public record Claim(String key, String did, String pds, List<String> rotationKeys, boolean isGone, long at) {}

    /** An account that has the key. */
    public record Holder(String did, String pds, List<String> rotationKeys) {
        boolean isUnrelatedTo(Holder other) {
            boolean isSameServer = !pds.isEmpty() && pds.equals(other.pds);
            return !did.equals(other.did)
                    && !isSameServer
                    && rotationKeys.stream().noneMatch(other.rotationKeys::contains);
        }
    }

    /**
     * What a claim led to.
     *
     * @param holders to be kept for the key, empty if there is nothing to keep; at most {@link #MAX_HOLDERS}
     */
    public record Outcome(List<Holder> holders, List<Signal.OfSharedKey> signals) {}

    /** What an observation says of signing keys: which one the account has, and which one it no longer has. */
    public static List<Claim> claims(JudgedIdentity identity) {
        JudgedOperation head = null;
        for (JudgedOperation operation : identity.operations()) {
            head = operation.nullified() ? head : operation;
        }
        if (head == null) {
            return List.of();
        }
        List<Claim> claims = new ArrayList<>();
        JudgedOperation before = identity.before();
        if (before != null && !before.signingKey().equals(head.signingKey())) {
            add(claims, before, true, identity);
        }
        add(claims, head, false, identity);
        return List.copyOf(claims);
    }

    private static void add(List<Claim> claims, JudgedOperation of, boolean isGone, JudgedIdentity identity) {
        if (!of.signingKey().isEmpty()) {
            IdentityFacts facts = IdentityFacts.of(of);
            claims.add(new Claim(
                    facts.signingKey(),
                    identity.did(),
                    facts.pds(),
                    facts.rotationKeys(),
                    isGone,
                    identity.observedAt()));
        }
    }

    /**
     * Takes the next claim about a key.
     *
     * @param holders what was kept for it, null for nothing
     */
    public static Outcome take(Claim claim, @Nullable List<Holder> holders) {
        List<Holder> others = holders == null
                ? List.of()
                : holders.stream()
                        .filter(holder -> !holder.did().equals(claim.did()))
                        .toList();
        if (claim.isGone()) {
            return new Outcome(others, List.of());
        }
        Holder holder = new Holder(claim.did(), claim.pds(), claim.rotationKeys());
        boolean isKnown = holders != null && holders.contains(holder);
        List<Holder> unrelated = isKnown
                ? List.of()
                : others.stream().filter(holder::isUnrelatedTo).toList();
        List<Signal.OfSharedKey> signals = new ArrayList<>();
        if (!unrelated.isEmpty()) {
            signals.add(shared(claim, holder, unrelated));
            unrelated.forEach(other -> signals.add(shared(claim, other, List.of(holder))));
        }
        List<Holder> kept = new ArrayList<>(others.subList(0, Math.min(others.size(), MAX_HOLDERS - 1)));
        kept.add(holder);
        return new Outcome(List.copyOf(kept), List.copyOf(signals));
    }

    private static Signal.OfSharedKey shared(Claim claim, Holder of, List<Holder> others) {
        List<String> names =
                others.stream().map(other -> other.did() + " at " + other.pds()).toList();
        return new Signal.OfSharedKey(of.did(), claim.key(), of.pds(), names, claim.at());
    }
}
