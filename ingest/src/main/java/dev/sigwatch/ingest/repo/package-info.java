/**
 * The fetcher: takes whole repositories where they are asked for, verifies them, and reports what must be judged.
 *
 * <p>An export is what a chain of proofs is anchored in. {@code RepoSource} says where exports come from, on the network {@code
 * com.atproto.sync.getRepo} at the PDS that the DID document names
 * (<a href="https://atproto.com/specs/sync#repository-export">Sync</a>).
 */
@NullMarked
package dev.sigwatch.ingest.repo;

import org.jspecify.annotations.NullMarked;
