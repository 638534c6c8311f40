/**
 * The chain of trust of one repository, link by link: handle, DID, document, key, server, export, commit, signature, tree; and of
 * a portable proof of one record.
 *
 * <p>{@code ExportJudge} and {@code ProofJudge} are pure. {@code TrustChain} asks the network, through what it is given.
 */
@NullMarked
package dev.sigwatch.standalone.trust;

import org.jspecify.annotations.NullMarked;
