package dev.sigwatch.notifier.alertmanager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Alertmanager was told is open, by id of the incident. Bounded: the one that changed longest ago gives way. */
final class OpenAlerts {
    /** More open incidents at once are one incident, and nobody reads them; each takes about 2 KB here. */
    static final int MAX = 5_000;

    private final int most;
    private final Map<String, Posting> byId = new LinkedHashMap<>();

    OpenAlerts(int most) {
        this.most = most;
    }

    @Nullable
    Posting get(String id) {
        return byId.get(id);
    }

    void put(String id, Posting posting) {
        byId.remove(id);
        if (byId.size() >= most) {
            byId.remove(byId.keySet().iterator().next());
        }
        byId.put(id, posting);
    }

    void remove(String id) {
        byId.remove(id);
    }

    void removeEnded(long now) {
        byId.values().removeIf(posting -> posting.endsAt() <= now);
    }

    List<Posting> all() {
        return new ArrayList<>(byId.values());
    }
}
