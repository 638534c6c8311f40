/**
 * Brings alerts to people: reads {@code audit.alerts} from Kafka, once for each notifier, and tells Alertmanager, webhooks and
 * terminals. {@link dev.sigwatch.notifier.Notifications} is where it starts.
 */
@NullMarked
package dev.sigwatch.notifier;

import org.jspecify.annotations.NullMarked;
