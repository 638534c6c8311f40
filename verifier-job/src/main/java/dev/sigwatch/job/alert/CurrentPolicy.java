package dev.sigwatch.job.alert;

import dev.sigwatch.audit.policy.Policy;
import dev.sigwatch.audit.policy.PolicyReader;
import dev.sigwatch.audit.stream.PolicyText;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.jspecify.annotations.Nullable;

/** The policy as it is now, read anew only when a document is another. */
final class CurrentPolicy {
    private static final PolicyText.Kind[] KINDS = PolicyText.Kind.values();

    private final Map<PolicyText.Kind, PolicyText> documents = new EnumMap<>(PolicyText.Kind.class);
    private Policy policy = Policy.EMPTY;

    /** Takes over what every task holds. */
    void read(ReadOnlyBroadcastState<String, PolicyText> held) throws Exception {
        boolean isChanged = false;
        for (PolicyText.Kind kind : KINDS) {
            PolicyText document = held.get(kind.wireName());
            if (document != null) {
                isChanged |= !isSame(documents.put(kind, document), document);
            }
        }
        if (isChanged) {
            policy = new Policy(
                    PolicyReader.watchlist(text(PolicyText.Kind.WATCHLIST)).value(),
                    PolicyReader.expectations(text(PolicyText.Kind.EXPECTATIONS))
                            .value(),
                    PolicyReader.trust(text(PolicyText.Kind.TRUST)).value());
        }
    }

    /** As much as nothing where none was published. */
    private String text(PolicyText.Kind kind) {
        PolicyText document = documents.get(kind);
        return document == null ? "" : document.text();
    }

    Policy now() {
        return policy;
    }

    /** Whether every document was published. */
    boolean isComplete() {
        return documents.size() == KINDS.length;
    }

    @SuppressWarnings("ReferenceEquality") // The state holds the same object until another takes its place.
    private static boolean isSame(@Nullable PolicyText before, PolicyText now) {
        return before == now || (before != null && before.text().equals(now.text()));
    }
}
