package dev.sigwatch.job.value;

import dev.sigwatch.audit.alert.Alert;

/**
 * A record of the alerts topic and its place in it, which is its identity.
 *
 * @param json the record as it stands there
 * @param publishedAt when its writer sent it, microseconds since the epoch
 */
public record PositionedAlert(Alert alert, String json, long publishedAt, int partition, long offset) {}
