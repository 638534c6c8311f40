/** verifier-job. */
@NullMarked
package dev.sigwatch.job;

import org.jspecify.annotations.NullMarked;
