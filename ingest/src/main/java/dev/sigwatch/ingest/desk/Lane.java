package dev.sigwatch.ingest.desk;

/**
 * What turns share that ask the same host.
 *
 * @param name the host, or what stands for it; lanes of one name are one
 * @param concurrency turns at once
 * @param perSecond turns begun in a second, {@link Double#POSITIVE_INFINITY} for no limit
 */
public record Lane(String name, int concurrency, double perSecond) {}
