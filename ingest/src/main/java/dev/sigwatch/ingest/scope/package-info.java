/**
 * Who is audited: the set of DIDs that ever wrote an {@code io.atcr.*} record, and how it is first filled.
 *
 * <p>Every commit of such a DID matters, whatever it writes: a skipped one breaks the chain of proofs
 * (<a href="https://atproto.com/specs/sync">Sync</a>).
 */
@NullMarked
package dev.sigwatch.ingest.scope;

import org.jspecify.annotations.NullMarked;
