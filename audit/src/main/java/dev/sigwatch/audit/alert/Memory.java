package dev.sigwatch.audit.alert;

import dev.sigwatch.audit.identity.JudgedOperation;
import java.util.List;

/**
 * What is remembered of a DID for the sake of patterns. Bounded.
 *
 * @param changes operations of the last 24 hours that changed something, oldest first; at most {@link #MAX_CHANGES}, without bodies
 */
public record Memory(List<JudgedOperation> changes) {
    /** The directory allows 30 operations a day. */
    public static final int MAX_CHANGES = 30;
}
