package dev.sigwatch.job.value;

import dev.sigwatch.audit.stream.ExportPart;

/** A part of an export and its place in the exports topic, which is its identity. */
public record PositionedPart(ExportPart part, int partition, long offset) {}
