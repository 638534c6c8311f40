package dev.sigwatch.audit.alert;

/**
 * An incident that may grow.
 *
 * @param alert as it stands, with the version that was told last; 0 if none was
 * @param toldAt when that version was told, microseconds since the epoch
 * @param isUntold whether something came since
 * @param watched how urgent it is on a watched DID once its rule's patience is over
 */
public record Incident(Alert alert, long toldAt, boolean isUntold, Priority watched) {}
