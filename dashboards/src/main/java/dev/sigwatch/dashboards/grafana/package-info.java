/** Grafana's file formats: the classic dashboard model and provisioning files. */
@NullMarked
package dev.sigwatch.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
