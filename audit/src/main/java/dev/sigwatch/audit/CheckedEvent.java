package dev.sigwatch.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame, or a part of an export, after every check that needs nothing but itself: flat and small, ready to be judged against its DID.
 * Text fields are empty and byte fields of length 0 where the frame has no such thing.
 *
 * @param did the DID the message claims; for unreadable frames whatever could be read, possibly empty
 * @param rev the signed commit's revision where there is one, else the message's
 * @param ops operations announced
 * @param digest SHA-256 of the commit's signed bytes
 * @param signature the commit's signature
 * @param commitBlock the signed commit block, verbatim: enough to redo the signature check
 * @param tree how the tree line stands where no finding bears on it: pass if operations were proven, none if there are none to prove
 * @param export what an export tells beside this, null for frames
 * @param account what an {@code #account} message says, null for others
 * @param frame the frame, verbatim, where it is kept as evidence whatever the verdict: in scope, or with a finding that counts
 */
public record CheckedEvent(
        FrameFacts facts,
        EventKind kind,
        String did,
        String rev,
        String since,
        String commitCid,
        String dataCid,
        String prevDataCid,
        int ops,
        byte[] digest,
        byte[] signature,
        List<Finding> findings,
        List<RecordFacts> records,
        byte[] commitBlock,
        byte[] frame,
        Proof tree,
        @Nullable ExportFacts export,
        @Nullable AccountFacts account) {

    private static final byte[] NOTHING = {};

    /** Whether a key is needed to conclude: there is a signed commit, and nothing has failed it yet. */
    public boolean needsKey() {
        return digest.length > 0 && !failed(Line.SIGNATURE);
    }

    /** This event with other facts of its frame. */
    public CheckedEvent with(FrameFacts others) {
        return new CheckedEvent(
                others,
                kind,
                did,
                rev,
                since,
                commitCid,
                dataCid,
                prevDataCid,
                ops,
                digest,
                signature,
                findings,
                records,
                commitBlock,
                frame,
                tree,
                export,
                account);
    }

    /** This event with other records. */
    public CheckedEvent withRecords(List<RecordFacts> others) {
        return new CheckedEvent(
                facts,
                kind,
                did,
                rev,
                since,
                commitCid,
                dataCid,
                prevDataCid,
                ops,
                digest,
                signature,
                findings,
                others,
                commitBlock,
                frame,
                tree,
                export,
                account);
    }

    /** This event without its records, its commit block and its frame: what is needed to judge it again. */
    public CheckedEvent bare() {
        return new CheckedEvent(
                facts,
                kind,
                did,
                rev,
                since,
                commitCid,
                dataCid,
                prevDataCid,
                ops,
                digest,
                signature,
                findings,
                List.of(),
                NOTHING,
                NOTHING,
                tree,
                export,
                account);
    }

    private boolean failed(Line line) {
        for (Finding finding : findings) {
            Effect effect = finding.code().effect();
            if (effect == Effect.MALFORMED
                    || (effect == Effect.VIOLATION && finding.code().line() == line)) {
                return true;
            }
        }
        return false;
    }
}
