package dev.sigwatch.audit;

/**
 * An account's status as a host announced it; unsigned.
 *
 * @param active whether the host serves the account
 * @param status the host's word for why not, empty where it gave none
 */
public record AccountFacts(boolean active, String status) {}
