package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.Proof;
import dev.sigwatch.audit.stream.RepoRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a commit's place in its repository's history came out as.
 *
 * @param proof the chain line where no finding bears on it
 * @param findings what was found
 * @param head where the repository stands afterwards
 * @param remember whether the commit is to be remembered, in the place that {@code head} now counts
 * @param otherBlock the signed block that contradicts this commit, empty where there is none
 * @param question what to ask the fetcher, null where nothing
 * @param waits whether the event must wait for the answer; if so, nothing else here counts
 */
record ChainDecision(
        Proof proof,
        List<Finding> findings,
        RepoHead head,
        boolean remember,
        byte[] otherBlock,
        @Nullable RepoRequest question,
        boolean waits) {
    private static final byte[] NOTHING = {};

    static ChainDecision of(Proof proof, List<Finding> findings, RepoHead head, boolean remember) {
        return new ChainDecision(proof, findings, head, remember, NOTHING, null, false);
    }

    static ChainDecision waiting(RepoHead head, @Nullable RepoRequest question) {
        return new ChainDecision(Proof.NONE, List.of(), head, false, NOTHING, question, true);
    }

    ChainDecision contradictedBy(byte[] block) {
        return new ChainDecision(proof, findings, head, remember, block, question, waits);
    }

    ChainDecision asking(RepoRequest request, RepoHead after) {
        return new ChainDecision(proof, findings, after, remember, otherBlock, request, waits);
    }
}
