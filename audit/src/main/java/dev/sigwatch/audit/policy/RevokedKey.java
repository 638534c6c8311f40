package dev.sigwatch.audit.policy;

/**
 * A signing key that must not be used any more.
 *
 * @param key did:key
 * @param since from when on, microseconds since the epoch
 * @param by who revoked it
 * @param line where it stands
 */
public record RevokedKey(String key, long since, String reason, String by, int line) {}
