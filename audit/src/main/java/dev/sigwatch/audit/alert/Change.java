package dev.sigwatch.audit.alert;

/**
 * A change of an identity: an operation or a document, against the one it follows.
 *
 * @param cid of the operation, or the document's hash
 * @param isPlc whether it is an operation of a directory, which a rotation key signed; else a document
 * @param at when the directory took it by its own word, or when the document was first seen; microseconds since the epoch
 * @param seenAt when it was observed
 * @param signerIndex place of the key that signed it among the rotation keys before it, 0 for the strongest; -1 if none did
 * @param undoneBy CID of the recovery that undid it, empty if none did
 * @param undoes whether it undid others
 */
public record Change(
        String cid,
        boolean isPlc,
        long at,
        long seenAt,
        int signerIndex,
        String signerKey,
        String undoneBy,
        boolean undoes,
        IdentityFacts before,
        IdentityFacts after) {

    /** This change, undone. */
    Change undone(String by) {
        return new Change(cid, isPlc, at, seenAt, signerIndex, signerKey, by, undoes, before, after);
    }

    /** Whether a recovery undid it. */
    public boolean isUndone() {
        return !undoneBy.isEmpty();
    }

    /** Whether commits are signed with another key. */
    public boolean isNewSigningKey() {
        return !before.signingKey().equals(after.signingKey());
    }

    /** Whether other keys control the identity, or in another order. */
    public boolean areOtherRotationKeys() {
        return isPlc && !before.rotationKeys().equals(after.rotationKeys());
    }

    /** Whether the account lives on another server. */
    public boolean isMove() {
        return !before.pds().equals(after.pds());
    }

    /** Whether it claims another handle. */
    public boolean isNewHandle() {
        return !before.handle().equals(after.handle());
    }
}
