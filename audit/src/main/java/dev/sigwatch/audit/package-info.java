/**
 * What Sigwatch decides: findings, verdicts and the facts of a row. Pure: no clock, socket, logger or shared state.
 *
 * <p>{@code stream} is what arrives, {@code check} judges a frame alone, {@code judge} judges it against what is known of its
 * DID, {@code capture} is recorded traffic.
 */
@NullMarked
package dev.sigwatch.audit;

import org.jspecify.annotations.NullMarked;
