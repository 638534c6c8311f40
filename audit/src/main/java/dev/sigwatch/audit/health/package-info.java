/** How the parts of the system do, and what to tell of it. Pure. */
@NullMarked
package dev.sigwatch.audit.health;

import org.jspecify.annotations.NullMarked;
