package dev.sigwatch.atproto.stream;

/** Size limits of the stream, as the sync specification and the lexicon state them. */
public final class FrameLimits {
    /** Bytes of one WebSocket message. */
    public static final int FRAME_BYTES = 5_000_000;
    /** Bytes of a {@code #commit}'s {@code blocks}. */
    public static final int COMMIT_BLOCKS_BYTES = 2_000_000;
    /** Bytes of a {@code #sync}'s {@code blocks}. The reference relay allows 2,000,000, so more than this is noted only. */
    public static final int SYNC_BLOCKS_BYTES = 10_000;
    /** Entries of a {@code #commit}'s {@code ops}. */
    public static final int OPS = 200;
    /** Bytes of one record block. */
    public static final int RECORD_BYTES = 1_000_000;

    private FrameLimits() {}
}
