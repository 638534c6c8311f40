/**
 * HTTP GET towards hosts that strangers chose: what may be asked, which addresses may be reached, how much is read.
 *
 * <p>A DID names the host to be asked, so every fetch is an attacker's attempt to reach our own network until shown otherwise
 * (<a href="https://atproto.com/specs/did">atproto DID</a>, "Security considerations").
 */
@NullMarked
package dev.sigwatch.ingest.fetch;

import org.jspecify.annotations.NullMarked;
