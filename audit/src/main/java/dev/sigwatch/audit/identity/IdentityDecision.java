package dev.sigwatch.audit.identity;

import dev.sigwatch.audit.stream.IdentityRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an observation makes of an identity.
 *
 * @param state what is known now
 * @param judged what was new, null where nothing was
 * @param questions what to look at again
 * @param historyChange in a sentence, what changed of that which was true of the past; empty where nothing did
 */
public record IdentityDecision(
        IdentityState state, @Nullable JudgedIdentity judged, List<IdentityRequest> questions, String historyChange) {}
