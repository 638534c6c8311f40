/** What a board consists of, independent of how Grafana writes it down; {@link dev.sigwatch.dashboards.Generate} writes it. */
@NullMarked
package dev.sigwatch.dashboards;

import org.jspecify.annotations.NullMarked;
