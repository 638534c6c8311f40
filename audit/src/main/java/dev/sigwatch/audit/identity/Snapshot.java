package dev.sigwatch.audit.identity;

/**
 * A document as it was served at a time.
 *
 * @param told as it was told, without its body
 * @param says SHA-256 of what it says, however it is written, hex
 */
public record Snapshot(JudgedOperation told, String says) {}
