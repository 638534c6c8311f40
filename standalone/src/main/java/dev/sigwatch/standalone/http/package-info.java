/**
 * The process's own small HTTP server: {@code /health} and {@code /metrics}, read only.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
@NullMarked
package dev.sigwatch.standalone.http;

import org.jspecify.annotations.NullMarked;
