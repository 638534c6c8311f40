package dev.sigwatch.standalone.cli;

import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.policy.TrustQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image to try a trust policy on.
 *
 * @param registry as its name was given
 * @param handle of the account, empty if none is known
 * @param digest empty if it is not known
 * @param evidence how that stands which vouches for it
 * @param commit CID of the commit that holds its record, empty if none is known
 * @param cameAt when that commit came, microseconds since the epoch; null if none is known
 * @param assumed what is assumed for want of knowledge, empty if nothing is
 */
record PolicyCase(
        String registry,
        String did,
        String handle,
        boolean handleVerified,
        String repository,
        String digest,
        Proof evidence,
        String commit,
        String rev,
        @Nullable Long cameAt,
        String assumed) {

    TrustQuestion question(long at) {
        return new TrustQuestion(
                did,
                TrustQuestion.names(List.of(registry), did, handleVerified ? handle : "", repository),
                evidence,
                at);
    }

    /** The image as it is written with the account's DID. */
    String name() {
        return registry + "/" + did + "/" + repository + (digest.isEmpty() ? "" : "@" + digest);
    }
}
