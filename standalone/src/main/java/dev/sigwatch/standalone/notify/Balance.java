package dev.sigwatch.standalone.notify;

/**
 * How the books of one stream balance.
 *
 * @param unaccounted frames received that were neither forwarded nor filtered
 * @param missing frames forwarded without a verdict
 */
public record Balance(String host, long unaccounted, long missing) {}
