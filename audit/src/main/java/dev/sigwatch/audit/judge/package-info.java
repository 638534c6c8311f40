/**
 * Judging a checked frame against what is known of its DID: the keys a resolver was shown over time, and the revisions verified
 * before. {@link dev.sigwatch.audit.judge.DidJudge} is the whole of it; state and output are ports, so that the streaming job
 * and the command line judge with the same code.
 */
@NullMarked
package dev.sigwatch.audit.judge;

import org.jspecify.annotations.NullMarked;
