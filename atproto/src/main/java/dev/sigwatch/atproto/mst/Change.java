package dev.sigwatch.atproto.mst;

import dev.sigwatch.atproto.cid.Cid;
import org.jspecify.annotations.Nullable;

/**
 * What is said to have happened to one key.
 *
 * @param before its value before, null if it was absent
 * @param after its value after, null if it is absent
 */
public record Change(
        MstKey key, @Nullable Cid before, @Nullable Cid after) {}
