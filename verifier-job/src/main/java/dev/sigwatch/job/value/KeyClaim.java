package dev.sigwatch.job.value;

import java.util.List;

/**
 * That an account has a signing key, or has it no more.
 *
 * @param key did:key
 * @param pds the account's server
 * @param rotationKeys did:keys that control the account, empty for did:web
 * @param at when that was observed, microseconds since the epoch
 */
public record KeyClaim(String did, String key, String pds, List<String> rotationKeys, long at, boolean isGivenUp) {
    /** Whether another claim of the account says the same, at another time. */
    public boolean isSameAs(KeyClaim other) {
        return key.equals(other.key) && pds.equals(other.pds) && rotationKeys.equals(other.rotationKeys);
    }
}
