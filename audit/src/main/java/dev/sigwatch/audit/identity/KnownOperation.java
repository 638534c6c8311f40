package dev.sigwatch.audit.identity;

/**
 * An operation of the log that is held.
 *
 * @param told as it was last told; its body is empty where nothing can undo it any more and it is not the newest
 * @param isInForce whether it keeps the rules, so that it has a place in the history
 * @param document SHA-256 of what the document says while it is the newest, hex; empty for a tombstone
 */
public record KnownOperation(JudgedOperation told, boolean isInForce, String document) {}
