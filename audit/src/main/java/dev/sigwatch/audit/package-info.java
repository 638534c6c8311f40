/** audit. */
@NullMarked
package dev.sigwatch.audit;

import org.jspecify.annotations.NullMarked;
