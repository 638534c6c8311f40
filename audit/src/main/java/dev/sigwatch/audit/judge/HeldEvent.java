package dev.sigwatch.audit.judge;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.stream.IdentityRequest;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits for an answer about its DID, or behind one that does.
 *
 * @param heldSince microseconds since the epoch, the judge's clock
 * @param asked what was asked for it, null where it only waits its turn
 */
public record HeldEvent(CheckedEvent event, long heldSince, IdentityRequest.@Nullable Reason asked) {}
