package dev.sigwatch.audit.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom to watch closely, and which keys are revoked. */
public final class Watchlist {
    /** Nobody. */
    public static final Watchlist EMPTY = new Watchlist(List.of(), List.of());

    private final List<WatchItem> items;
    private final List<RevokedKey> revokedKeys;
    private final Map<String, WatchItem> byDid = new LinkedHashMap<>();
    private final Map<String, RevokedKey> byKey = new LinkedHashMap<>();

    public Watchlist(List<WatchItem> items, List<RevokedKey> revokedKeys) {
        this.items = List.copyOf(items);
        this.revokedKeys = List.copyOf(revokedKeys);
        for (WatchItem item : items) {
            if (item.kind() == WatchItem.Kind.DID) {
                byDid.putIfAbsent(item.value(), item);
            }
        }
        revokedKeys.forEach(key -> byKey.putIfAbsent(key.key(), key));
    }

    /** Entries in their order. */
    public List<WatchItem> items() {
        return items;
    }

    /** Revoked keys in their order. */
    public List<RevokedKey> revokedKeys() {
        return revokedKeys;
    }

    /**
     * The entry that matches an account, null if none does.
     *
     * @param handle the one claimed, empty if none is known
     * @param repositories it writes to, as far as known
     * @param at microseconds since the epoch
     */
    public @Nullable WatchItem match(String did, String handle, Collection<String> repositories, long at) {
        WatchItem named = byDid.get(did);
        if (named != null && named.isInForce(at)) {
            return named;
        }
        for (WatchItem item : items) {
            boolean isMatch = item.isInForce(at)
                    && switch (item.kind()) {
                        case DID -> false;
                        case HANDLE -> !handle.isEmpty() && item.matches(handle);
                        case REPOSITORY -> repositories.stream().anyMatch(item::matches);
                    };
            if (isMatch) {
                return item;
            }
        }
        return null;
    }

    /** Whether a repository is watched by its name, whoever writes to it. */
    public boolean watchesRepository(String repository) {
        for (WatchItem item : items) {
            if (item.kind() == WatchItem.Kind.REPOSITORY && item.matches(repository)) {
                return true;
            }
        }
        return false;
    }

    /** The revocation of a key, null if it is not revoked. */
    public @Nullable RevokedKey revocation(String key) {
        return byKey.get(key);
    }
}
