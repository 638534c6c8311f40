/**
 * The firehose: frames of {@code com.atproto.sync.subscribeRepos} as typed events, and back.
 *
 * @see <a href="https://atproto.com/specs/sync">Sync specification</a>
 * @see <a href="https://atproto.com/specs/event-stream">Event stream specification</a>
 */
@NullMarked
package dev.sigwatch.atproto.stream;

import org.jspecify.annotations.NullMarked;
