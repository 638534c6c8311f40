package dev.sigwatch.atproto.repo;

import dev.sigwatch.atproto.cid.Cid;
import dev.sigwatch.atproto.syntax.RepoPath;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a commit's {@code ops}: an unsigned claim about what changed.
 *
 * @param cid the record's new CID, null on delete
 * @param prev the record's previous CID, null where the producer did not say
 */
public record RepoOperation(
        Action action,
        RepoPath path,
        @Nullable Cid cid,
        @Nullable Cid prev) {

    /** What happened to the record. */
    public enum Action {
        CREATE("create"),
        UPDATE("update"),
        DELETE("delete");

        private final String wireName;

        Action(String wireName) {
            this.wireName = wireName;
        }

        /** The name on the wire and in tables. */
        public String wireName() {
            return wireName;
        }

        /** The action with a wire name, or null for any other name. */
        public static @Nullable Action ofWireName(String name) {
            for (Action action : values()) {
                if (action.wireName.equals(name)) {
                    return action;
                }
            }
            return null;
        }
    }
}
