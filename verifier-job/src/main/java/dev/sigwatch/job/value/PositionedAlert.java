package dev.sigwatch.job.value;

import dev.sigwatch.audit.alert.Alert;

/**
 * A record of the alerts topic and its place in it, which is its identity.
 *
 * @param json the record as it stands there
 */
public record PositionedAlert(Alert alert, String json, int partition, long offset) {}
