package dev.sigwatch.audit.identity;

import java.util.List;

/**
 * What is known of one identity beyond what every commit needs: read when it is observed, and when a signature fails.
 *
 * @param periods every signing key its log has set, in the log's order, undone ones included; empty for did:web and while no readable
 *     log was seen
 * @param otherKeys did:keys that stand in the newest operation for another purpose: other verification methods, rotation keys
 * @param lastChangeAt when something about it changed last after first sight, microseconds since the epoch; 0 for never
 */
public record IdentityState(List<KeyPeriod> periods, List<String> otherKeys, long lastChangeAt) {
    /** Nothing observed yet. */
    public static final IdentityState EMPTY = new IdentityState(List.of(), List.of(), 0);
}
