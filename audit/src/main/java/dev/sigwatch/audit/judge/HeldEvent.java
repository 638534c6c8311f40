package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits for an answer about its DID, or behind one that does.
 *
 * @param heldSince microseconds since the epoch, the judge's clock
 * @param waitsFor what it waits for, null where it only waits its turn
 */
public record HeldEvent(
        CheckedEvent event, long heldSince, @Nullable WaitsFor waitsFor) {

    /** What an event can wait for. */
    public enum WaitsFor {
        /** A first answer about the DID. */
        KEY,
        /** An answer newer than the event, because the signature fails under the key held. */
        FRESH_KEY,
        /** The repository's export, because nothing proven leads to the event. */
        EXPORT
    }
}
