package dev.sigwatch.job.sink;

import java.io.Serializable;

/**
 * When a batch is divided.
 *
 * @param rows most rows of a batch
 * @param bytes a batch that has reached this many takes no more rows
 */
public record BatchLimits(int rows, int bytes) implements Serializable {
    private static final long serialVersionUID = 1L;
}
