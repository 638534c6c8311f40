/**
 * What {@code sigwatch doctor} looks at: each thing a start needs, whether it is there, and what to do where it is not.
 *
 * <p>Nothing here changes anything.
 */
@NullMarked
package dev.sigwatch.standalone.doctor;

import org.jspecify.annotations.NullMarked;
