/** Alerts as signed JSON, posted to any server. */
@NullMarked
package dev.sigwatch.notifier.webhook;

import org.jspecify.annotations.NullMarked;
