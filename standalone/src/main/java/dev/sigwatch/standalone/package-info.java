/**
 * One process that runs the whole pipeline, and the {@code sigwatch} command line.
 *
 * <p>Read {@code cli.UpCommand}, then {@code pipeline.Pipeline}: everything else here is a part that one of those starts.
 */
@NullMarked
package dev.sigwatch.standalone;

import org.jspecify.annotations.NullMarked;
