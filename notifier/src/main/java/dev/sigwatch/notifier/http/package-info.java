/** Posting to servers that operators named. */
@NullMarked
package dev.sigwatch.notifier.http;

import org.jspecify.annotations.NullMarked;
