/**
 * How a process tells how it does: {@code /health} and {@code /metrics} over HTTP, read only. What is told belongs to the part that
 * knows it.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 * @see <a href="https://prometheus.io/docs/practices/naming/">Metric names</a>
 */
@NullMarked
package dev.sigwatch.status;

import org.jspecify.annotations.NullMarked;
