/** Alerts as lines for people. */
@NullMarked
package dev.sigwatch.notifier.lines;

import org.jspecify.annotations.NullMarked;
