/**
 * CAR v1 archives, in which commits and their proofs travel. See <a href="https://dasl.ing/car.html">the CAR
 * specification</a> and <a href="https://atproto.com/specs/repository#car-file-serialization">its use in ATProto</a>.
 */
@NullMarked
package dev.sigwatch.atproto.car;

import org.jspecify.annotations.NullMarked;
