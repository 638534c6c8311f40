/**
 * ECDSA over the two curves of the network: keys in every encoding found there, signing, and strict verification by the fastest
 * library the platform has. Specified by <a href="https://atproto.com/specs/cryptography">atproto.com/specs/cryptography</a>.
 */
@NullMarked
package dev.sigwatch.atproto.crypto;

import org.jspecify.annotations.NullMarked;
