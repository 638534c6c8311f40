package dev.sigwatch.audit.judge;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last verified commit of a repository on each host. Per host, because revisions increase along one stream only: a slower
 * relay delivers old commits honestly.
 *
 * @param heads most recently moved last; at most {@link #MAX_HOSTS}
 */
public record RepoHeads(List<Head> heads) {
    /** Relays audited at once plus hosts an account moved through; older ones are forgotten. */
    public static final int MAX_HOSTS = 16;

    /** Nothing verified yet. */
    public static final RepoHeads EMPTY = new RepoHeads(List.of());

    /** One host's last verified commit. */
    public record Head(String host, String rev, String commitCid) {}

    /** The last verified commit from a host, null where there is none. */
    @Nullable
    Head on(String host) {
        for (Head head : heads) {
            if (head.host().equals(host)) {
                return head;
            }
        }
        return null;
    }

    /** Whether a commit is the last verified one of any host. */
    boolean has(String commitCid) {
        for (Head head : heads) {
            if (head.commitCid().equals(commitCid)) {
                return true;
            }
        }
        return false;
    }

    RepoHeads moved(String host, String rev, String commitCid) {
        List<Head> next = new ArrayList<>(heads.size() + 1);
        for (Head head : heads) {
            if (!head.host().equals(host)) {
                next.add(head);
            }
        }
        next.add(new Head(host, rev, commitCid));
        return new RepoHeads(List.copyOf(next.subList(Math.max(0, next.size() - MAX_HOSTS), next.size())));
    }
}
