/** Carries alerts from Kafka to one notifier: in order, at least once, however long the notifier fails. */
@NullMarked
package dev.sigwatch.notifier.courier;

import org.jspecify.annotations.NullMarked;
