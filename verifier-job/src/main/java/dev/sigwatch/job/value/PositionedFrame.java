package dev.sigwatch.job.value;

import dev.sigwatch.audit.stream.Frame;

/** A frame and its place in the frames topic, which is its identity. */
public record PositionedFrame(Frame frame, int partition, long offset) {}
