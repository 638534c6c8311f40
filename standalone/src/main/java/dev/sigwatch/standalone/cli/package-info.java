/**
 * The {@code sigwatch} command line: one class per command, each thin.
 *
 * <p>Commands read options, call a part of {@code standalone}, print, and choose an {@code ExitCode}. A user's mistake and the
 * outside world failing both end as one line; stack traces need {@code --verbose}.
 */
@NullMarked
package dev.sigwatch.standalone.cli;

import org.jspecify.annotations.NullMarked;
