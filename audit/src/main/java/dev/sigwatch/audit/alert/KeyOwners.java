package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.identity.JudgedIdentity;
import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has a signing key: one account, mostly. Notices keys that accounts with nothing else in common have; all that is kept of a key,
 * not of a DID as everywhere else. Pure.
 *
 * <p>Accounts of one operator share a server or a rotation key; those do not count.
 *
 * @param holders in the order in which they claimed it; at most {@link #MAX_HOLDERS}
 */
public record KeyOwners(List<Holder> holders) {
    /** More accounts with one key are one operator's, or one bug's; the first ones tell enough. */
    public static final int MAX_HOLDERS = 16;

    /** Nobody. */
    public static final KeyOwners NONE = new KeyOwners(List.of());

    private static final String DOCUMENT = "did-document";

    /**
     * That an account has, or no longer has, a signing key.
     *
     * @param key did:key, empty if the account has none, as after its end
     * @param pds the account's server, empty if it names none
     * @param rotationKeys did:keys that control the account, empty for did:web
     * @param isGone whether the account has another one now, or none
     * @param at when that was observed, microseconds since the epoch
     */
    public record Claim(String key, String did, String pds, List<String> rotationKeys, boolean isGone, long at) {
        /** What an observation says of the account's key; null if nothing. */
        public static @Nullable Claim of(JudgedIdentity identity) {
            JudgedOperation newest = newest(identity);
            if (newest == null) {
                return null;
            }
            IdentityFacts facts = IdentityFacts.of(newest);
            boolean isGone = facts.signingKey().isEmpty();
            return new Claim(
                    facts.signingKey(),
                    identity.did(),
                    facts.pds(),
                    facts.rotationKeys(),
                    isGone,
                    identity.observedAt());
        }

        /** Of an account with a log, its documents are no more than renderings of it. */
        private static @Nullable JudgedOperation newest(JudgedIdentity identity) {
            JudgedOperation newest = null;
            for (JudgedOperation operation : identity.operations()) {
                boolean isRendering =
                        operation.type().equals(DOCUMENT) && identity.did().startsWith("did:plc:");
                if (!operation.nullified() && operation.isValid() && !isRendering) {
                    newest = operation;
                }
            }
            return newest;
        }

        /**
         * What those who keep keys' owners are to take, in this order: a key given up, a key taken; nothing if it is no news.
         *
         * @param before the claim that this account made last, null for none
         */
        public List<Claim> news(@Nullable Claim before) {
            List<Claim> news = new ArrayList<>();
            if (before != null && !before.isGone && !before.key.equals(key)) {
                news.add(new Claim(before.key, did, before.pds, before.rotationKeys, true, at));
            }
            if (!isGone && (before == null || !isSameAs(before))) {
                news.add(this);
            }
            return List.copyOf(news);
        }

        private boolean isSameAs(Claim other) {
            return key.equals(other.key) && pds.equals(other.pds) && rotationKeys.equals(other.rotationKeys);
        }
    }

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
     * @param owners to be kept for the key, unless {@link #isEmpty there are none}
     */
    public record Outcome(KeyOwners owners, List<Signal.OfSharedKey> signals) {}

    /** Whether there is nothing to keep. */
    public boolean isEmpty() {
        return holders.isEmpty();
    }

    /** Takes the next claim about the key: every two that are unrelated hear of each other. */
    public Outcome take(Claim claim) {
        Holder holder = new Holder(claim.did(), claim.pds(), claim.rotationKeys());
        if (!claim.isGone() && holders.contains(holder)) {
            return new Outcome(this, List.of());
        }
        List<Holder> others = holders.stream()
                .filter(other -> !other.did().equals(claim.did()))
                .toList();
        if (claim.isGone()) {
            return new Outcome(new KeyOwners(others), List.of());
        }
        List<Holder> kept = new ArrayList<>(others.subList(0, Math.min(others.size(), MAX_HOLDERS - 1)));
        List<Signal.OfSharedKey> signals = signals(claim, holder, kept);
        kept.add(holder);
        return new Outcome(new KeyOwners(List.copyOf(kept)), signals);
    }

    private static List<Signal.OfSharedKey> signals(Claim claim, Holder holder, List<Holder> others) {
        List<Holder> unrelated = others.stream().filter(holder::isUnrelatedTo).toList();
        List<Signal.OfSharedKey> signals = new ArrayList<>();
        if (!unrelated.isEmpty()) {
            signals.add(shared(claim, holder, unrelated));
            unrelated.forEach(other -> signals.add(shared(claim, other, List.of(holder))));
        }
        return List.copyOf(signals);
    }

    private static Signal.OfSharedKey shared(Claim claim, Holder of, List<Holder> others) {
        List<String> names =
                others.stream().map(other -> other.did() + " at " + other.pds()).toList();
        return new Signal.OfSharedKey(of.did(), claim.key(), of.pds(), names, claim.at());
    }
}
