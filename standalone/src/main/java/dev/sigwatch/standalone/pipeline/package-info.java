/**
 * The parts of one process put together: what starts when, what a start that fails leaves behind, what stops when.
 *
 * <p>{@code Pipeline} is the main path; {@code Servers} starts what others might run for us (ClickHouse, Kafka).
 */
@NullMarked
package dev.sigwatch.standalone.pipeline;

import org.jspecify.annotations.NullMarked;
