package dev.sigwatch.job.value;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.Judgement;
import dev.sigwatch.audit.policy.TrustDecision;
import java.util.List;

/**
 * A judged frame, or part of an export, that tells of registry records, and what was known and in force when it arrived: what the
 * rows of the records are made of.
 *
 * @param event without its frame and commit block
 * @param handle claimed by the account, empty if none is known
 * @param handleVerified whether its domain names the account, too
 * @param decisions what the trust policy says of each record, in their order
 * @param policyHash SHA-256 of the trust policy's text in hex, empty if none is in force
 */
public record RecordedEvent(
        CheckedEvent event,
        Judgement judgement,
        String handle,
        boolean handleVerified,
        List<TrustDecision> decisions,
        String policyHash) {}
