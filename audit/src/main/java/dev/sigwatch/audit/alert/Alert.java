package dev.sigwatch.audit.alert;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it stands: the value of a record in {@code audit.alerts} and the newest row of its id in table {@code alerts}.
 * Times are microseconds since the epoch. Texts are empty where there is nothing to say.
 *
 * @param id of the incident: the same for every version, a function of rule, DID, object and time of the first detection
 * @param version 1 for the first; a higher one replaces a lower one
 * @param did empty where it is about the auditor itself
 * @param handle the handle claimed, empty if none is known
 * @param handleVerified whether its domain names the DID
 * @param object what within the DID the incident is about: a key, an operation, a commit; what makes two incidents of a rule two
 * @param title one line, as a page shows it
 * @param sentence what happened here, for a responder
 * @param raisedAt time of the first thing detected, as its frame or observation has it
 * @param updatedAt time of the newest
 * @param deadlineAt until when it can be undone, such as 72 hours after an operation of a PLC directory; null if no such time is known
 * @param findings finding codes it rests on
 * @param evidence ids in table {@code evidence}, and CIDs of operations in {@code identity_operations}; at most {@link #MAX_EVIDENCE}
 * @param occurrences how often it was detected
 * @param watchItem the entry of the watchlist that matched, empty if none
 * @param explainedBy the expected change that matched, who and why, empty if none
 * @param story what happened, in order; at most {@link #MAX_STORY} lines, the first and the newest
 * @param facts names and values for machines: {@code key}, {@code signer_index}, {@code pds}, …
 * @param commands what to run to see more
 */
public record Alert(
        String id,
        int version,
        Rule rule,
        Priority priority,
        Status status,
        Route route,
        String did,
        String handle,
        boolean handleVerified,
        String object,
        String title,
        String sentence,
        long raisedAt,
        long updatedAt,
        @Nullable Long deadlineAt,
        List<String> findings,
        List<String> evidence,
        int occurrences,
        String watchItem,
        String explainedBy,
        List<StoryLine> story,
        Map<String, String> facts,
        List<String> commands) {

    /** Enough for any incident to be told; an incident of more is the same thing over and over. */
    public static final int MAX_STORY = 40;

    /** As many references as a person follows. */
    public static final int MAX_EVIDENCE = 40;

    /** How an incident stands. */
    public enum Status {
        /** To be looked at. */
        OPEN,
        /** Expected beforehand, by exactly this change: kept and counted, not sent. */
        EXPLAINED,
        /** Over. */
        RECOVERED;

        /** The name in JSON and tables. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that happened.
     *
     * @param at microseconds since the epoch
     * @param evidence an id in {@code evidence} or the CID of an operation, empty if there is none
     */
    public record StoryLine(long at, String text, String evidence) {}
}
