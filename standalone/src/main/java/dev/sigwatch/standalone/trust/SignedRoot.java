package dev.sigwatch.standalone.trust;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.repo.Commit;
import dev.sigwatch.atproto.repo.CommitReader;
import dev.sigwatch.atproto.repo.LegacyCommit;
import dev.sigwatch.atproto.syntax.Did;
import org.jspecify.annotations.Nullable;

/**
 * A commit of either version: whose tree has which root, and the signature that says so.
 *
 * @param rev empty in an old commit that has none
 * @param version 2 or 3
 * @param digest what the signature signs
 */
record SignedRoot(Did did, Cid data, String rev, int version, byte[] signature, byte[] digest) {

    /** The commit that a block was read as; null if it is none. */
    static @Nullable SignedRoot of(CommitReader.Reading reading) {
        return of(reading.commit(), reading.legacy());
    }

    /** The commit of an export, which is of one version at most. */
    static @Nullable SignedRoot of(@Nullable Commit commit, @Nullable LegacyCommit legacy) {
        if (commit != null) {
            int version = legacy == null ? Commit.VERSION : LegacyCommit.VERSION;
            return new SignedRoot(
                    commit.did(), commit.data(), commit.rev().value(), version, commit.signature(), commit.digest());
        }
        return legacy == null
                ? null
                : new SignedRoot(
                        legacy.did(), legacy.data(), "", LegacyCommit.VERSION, legacy.signature(), legacy.digest());
    }
}
