/**
 * DRISL, the canonical subset of CBOR in which commits, tree nodes, records and PLC operations are signed and hashed. Reading
 * is strict: what {@link dev.sigwatch.atproto.cbor.CborReader} accepts re-encodes to the same bytes. See <a
 * href="https://dasl.ing/drisl.html">DRISL</a> and <a href="https://atproto.com/specs/data-model">the data model</a>.
 */
@NullMarked
package dev.sigwatch.atproto.cbor;

import org.jspecify.annotations.NullMarked;
