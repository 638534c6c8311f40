/** The alert rules that Grafana evaluates. */
@NullMarked
package dev.sigwatch.dashboards.alerts;

import org.jspecify.annotations.NullMarked;
