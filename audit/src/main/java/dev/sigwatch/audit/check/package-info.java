/**
 * Checks that need nothing but the frame. {@link dev.sigwatch.audit.check.Checks} is the list; a check is one class.
 *
 * @see <a href="https://atproto.com/specs/sync#message-validation">Message validation</a>
 */
@NullMarked
package dev.sigwatch.audit.check;

import org.jspecify.annotations.NullMarked;
