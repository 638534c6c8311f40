/**
 * Content identifiers as ATProto uses them: CIDv1, DAG-CBOR or raw, SHA-256, 36 bytes. See <a
 * href="https://atproto.com/specs/data-model#link-and-cid-formats">the data model specification</a>.
 */
@NullMarked
package dev.sigwatch.atproto.cid;

import org.jspecify.annotations.NullMarked;
