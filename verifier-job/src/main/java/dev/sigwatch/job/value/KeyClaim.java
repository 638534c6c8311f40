package dev.sigwatch.job.value;

/**
 * That an account has a signing key, or has it no more.
 *
 * @param key did:key
 * @param pds the account's server
 * @param at when that was observed, microseconds since the epoch
 */
public record KeyClaim(String did, String key, String pds, long at, boolean isGivenUp) {}
