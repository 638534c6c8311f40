/** What the notifier tells Prometheus of itself, in whatever process it runs. */
@NullMarked
package dev.sigwatch.notifier.metrics;

import org.jspecify.annotations.NullMarked;
