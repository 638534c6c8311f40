/** The story of an alert in plain words, and its proofs checked again. Pure, but for the verification of signatures. */
@NullMarked
package dev.sigwatch.standalone.explain;

import org.jspecify.annotations.NullMarked;
