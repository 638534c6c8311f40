/** The auditor watching itself: reports of its parts, read from Kafka, become alerts. */
@NullMarked
package dev.sigwatch.notifier.watch;

import org.jspecify.annotations.NullMarked;
