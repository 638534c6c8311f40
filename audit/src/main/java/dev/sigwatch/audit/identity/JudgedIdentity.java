package dev.sigwatch.audit.identity;

import dev.sigwatch.audit.Finding;
import java.util.List;

/**
 * What one observation told that was new.
 *
 * @param did the DID, or the directory's host where the observation is about the directory
 * @param kind wire name of the observation's kind
 * @param source the URL asked
 * @param observedAt microseconds since the epoch
 * @param isFirst whether nothing had been known of the DID: its past is no change
 * @param operations new, or with another fate, in the log's order
 * @param findings about the source as a whole: a rewritten log, a document that its log does not give
 * @param handle the handle claimed now, empty if none
 * @param handleVerified whether its domain names the DID, as far as known
 * @param before the head before this observation: what changes are told against; null on first sight
 * @param ours what we held, where a finding contradicts the source: evidence, else empty
 * @param theirs what was served instead
 */
public record JudgedIdentity(
        String did,
        String kind,
        String source,
        long observedAt,
        boolean isFirst,
        List<JudgedOperation> operations,
        List<Finding> findings,
        String handle,
        boolean handleVerified,
        @org.jspecify.annotations.Nullable JudgedOperation before,
        byte[] ours,
        byte[] theirs) {}
