/** What ingest tells Prometheus and health checks of itself, in whatever process it runs. */
@NullMarked
package dev.sigwatch.ingest.metrics;

import org.jspecify.annotations.NullMarked;
