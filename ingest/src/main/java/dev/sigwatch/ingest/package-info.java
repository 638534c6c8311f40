/** ingest. */
@NullMarked
package dev.sigwatch.ingest;

import org.jspecify.annotations.NullMarked;
