/**
 * The Merkle search tree that holds a repository's records: a tree whose shape follows from its keys alone. See <a
 * href="https://atproto.com/specs/repository#mst-structure">the repository specification</a>.
 */
@NullMarked
package dev.sigwatch.atproto.mst;

import org.jspecify.annotations.NullMarked;
