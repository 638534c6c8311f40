/**
 * Telling how the parts do, so that somebody else can notice when one does not.
 *
 * <p>What is said stands in {@code dev.sigwatch.audit.health}; a part that falls silent says something, too.
 */
@NullMarked
package dev.sigwatch.ingest.health;

import org.jspecify.annotations.NullMarked;
