/**
 * The resolver: answers the job's questions about DIDs with what directories and hosts say, verbatim and dated.
 *
 * <p>{@code desk} says who is asked when. Directories are those of <a href="https://web.plc.directory/spec/v0.1/did-plc">did:plc</a>
 * and <a href="https://w3c-ccg.github.io/did-method-web/">did:web</a>.
 */
@NullMarked
package dev.sigwatch.ingest.identity;

import org.jspecify.annotations.NullMarked;
