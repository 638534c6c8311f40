/**
 * What an account publishes about itself: DID documents as judged evidence, and the operations of did:plc to write and to list.
 * Specified by <a href="https://atproto.com/specs/did">atproto.com/specs/did</a> and <a
 * href="https://web.plc.directory/spec/v0.1/did-plc">did:plc</a>.
 */
@NullMarked
package dev.sigwatch.atproto.identity;

import org.jspecify.annotations.NullMarked;
