/**
 * What the rows of each table are made of: pure functions from the job's values to the row types of
 * {@link dev.sigwatch.sink.row}. Columns are documented where the tables are made.
 */
@NullMarked
package dev.sigwatch.job.row;

import org.jspecify.annotations.NullMarked;
