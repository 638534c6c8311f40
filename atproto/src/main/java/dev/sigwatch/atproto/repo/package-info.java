/**
 * Repository contents: signed commits, the operations a commit announces, whole exports, proofs of
 * single records, and records as JSON.
 *
 * @see <a href="https://atproto.com/specs/repository">Repository specification</a>
 */
@NullMarked
package dev.sigwatch.atproto.repo;

import org.jspecify.annotations.NullMarked;
