/** Tests of what Grafana reads, without Grafana. */
@NullMarked
package dev.sigwatch.dashboards;

import org.jspecify.annotations.NullMarked;
