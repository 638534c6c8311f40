package dev.sigwatch.audit.judge;

/**
 * A commit with a valid signature that came not long ago: what a second one of the same revision is compared with.
 *
 * @param since revision its message named as the one before, empty for none
 * @param block the signed commit block, verbatim
 * @param proven whether it was proven whole
 */
public record SignedCommit(String rev, String since, String data, String commitCid, byte[] block, boolean proven) {
    /** Commits remembered per DID: enough to recognize what a second relay repeats some seconds later. */
    public static final int REMEMBERED = 16;

    /** In the place of one that turned out to be somebody else's: it equals, and comes after, no commit. */
    static final SignedCommit FORGOTTEN = new SignedCommit("", "", "", "", new byte[0], false);
}
