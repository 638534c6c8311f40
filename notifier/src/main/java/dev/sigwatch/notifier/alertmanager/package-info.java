/** Alerts in Prometheus Alertmanager (<a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">API v2</a>). */
@NullMarked
package dev.sigwatch.notifier.alertmanager;

import org.jspecify.annotations.NullMarked;
