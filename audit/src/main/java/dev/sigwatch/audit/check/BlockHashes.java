package dev.sigwatch.audit.check;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.audit.Finding;
import dev.sigwatch.audit.FindingCode;
import java.util.List;
import java.util.function.Consumer;

/** Every block hashes to its CID: what is not hash-linked to the signed commit proves nothing. */
final class BlockHashes implements CommitCheck {
    @Override
    public void check(CommitEvidence evidence, Consumer<Finding> findings) {
        List<Cid> wrong = evidence.car().hashMismatches();
        if (!wrong.isEmpty()) {
            findings.accept(FindingCode.CAR_HASH_MISMATCH.found(
                    wrong.get(0) + (wrong.size() > 1 ? " and " + (wrong.size() - 1) + " more" : "")));
        }
    }
}
