package dev.sigwatch.audit.alert.detect;

import java.util.List;
import java.util.Set;

/**
 * Tells rotation keys that people hold from those their server holds for them. Servers put their own key last; Bluesky's, where
 * nearly all accounts live, put two there, and they are the same for all.
 */
final class OwnersKeys {
    /** As they stand in the directory's logs of millions of accounts, such as bsky.app's own. */
    private static final Set<String> OPERATORS = Set.of(
            "did:key:zQ3shhCGUqDKjStzuDxPkTxN6ujddP4RkEKJJouJGRRkaLGbg",
            "did:key:zQ3shpKnbdPx3g3CmPf5cRVTPe1HtSwVn5ish3wSnDPQCbLJK");

    private OwnersKeys() {}

    /** Keys held by people, strongest first; empty where only servers hold some. */
    static List<String> of(List<String> rotationKeys) {
        int above = Math.max(0, rotationKeys.size() - 1);
        return rotationKeys.subList(0, above).stream()
                .filter(key -> !OPERATORS.contains(key))
                .toList();
    }

    /** Whether a key is known to be an operator's. */
    static boolean isOperators(String key) {
        return OPERATORS.contains(key);
    }
}
