/**
 * What a running pipeline tells about itself: one snapshot, shown as a line to people and as metrics to Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">Metric names</a>
 */
@NullMarked
package dev.sigwatch.standalone.status;

import org.jspecify.annotations.NullMarked;
