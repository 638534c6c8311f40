package dev.sigwatch.audit.judge;

import java.util.ArrayList;
import java.util.List;

/** Something noted beside the registry records of a DID, so that a question about them is answered without looking at all. */
public sealed interface RegistryNote {
    /**
     * Who names a digest.
     *
     * @param manifests manifests of this digest whose key is another
     * @param tags tags that point to it
     * @param names some of them, as {@code repository:tag}; at most {@link #MAX_NAMES}
     */
    record Named(int manifests, int tags, List<String> names) implements RegistryNote {
        /** As many tags as a person reads in a finding. */
        public static final int MAX_NAMES = 4;

        static final Named NOTHING = new Named(0, 0, List.of());

        Named withManifests(int more) {
            return new Named(Math.max(0, manifests + more), tags, names);
        }

        Named tagged(String name) {
            List<String> longer = new ArrayList<>(names);
            if (longer.size() < MAX_NAMES && !longer.contains(name)) {
                longer.add(name);
            }
            return new Named(manifests, tags + 1, List.copyOf(longer));
        }

        Named untagged(String name) {
            List<String> shorter = new ArrayList<>(names);
            shorter.remove(name);
            return new Named(manifests, Math.max(0, tags - 1), List.copyOf(shorter));
        }

        boolean isEmpty() {
            return manifests == 0 && tags == 0;
        }
    }

    /**
     * A record that is no more.
     *
     * @param number its number among all that were ever deleted
     * @param rev revision of the commit that deleted it; empty where an export showed that it is gone
     */
    record Deleted(KnownRecord record, long number, String rev) implements RegistryNote {}

    /**
     * Which record was deleted as the newest of those with its number's remainder.
     *
     * @param path its collection and key
     */
    record Place(String path) implements RegistryNote {}

    /**
     * A publisher, repository or storage service of this DID was seen.
     *
     * @param at when first, microseconds since the epoch
     */
    record Seen(long at) implements RegistryNote {}
}
