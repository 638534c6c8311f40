package dev.sigwatch.audit.alert;

import static dev.sigwatch.audit.alert.Priority.P1;
import static dev.sigwatch.audit.alert.Priority.P2;
import static dev.sigwatch.audit.alert.Priority.P3;
import static dev.sigwatch.audit.alert.Priority.P4;
import static dev.sigwatch.audit.alert.Route.OPERATIONS;
import static dev.sigwatch.audit.alert.Route.SECURITY;

/** Everything an alert can be about. The ids and names are a public interface: table values, labels and rows of docs/alerts.md. */
public enum Rule {
    C1("sig_invalid", P2, P1, SECURITY, "A commit's signature verifies under no key of its account."),
    C2(
            "sig_superseded_key",
            P2,
            P1,
            SECURITY,
            "A commit is signed with a key that was replaced, undone, or meant for something else."),
    C3("sig_encoding", P3, P3, SECURITY, "A commit's signature is valid but wrongly encoded."),
    C4(
            "unverifiable",
            P3,
            P2,
            OPERATIONS,
            "Commits could not be checked, because identity or repository could not be had."),
    C5("mst_mismatch", P2, P1, SECURITY, "A commit's operations are not what the signed tree shows."),
    C6("chain_break", P3, P2, OPERATIONS, "Commits are missing between what was seen and what came."),
    C7("rev_regression", P2, P2, SECURITY, "An old commit was sent again, or a host went back in time."),
    C8("equivocation", P1, P1, SECURITY, "An account's host signed two different states as one and the same."),
    C9("wrong_host", P2, P1, SECURITY, "A server sends commits of an account that lives elsewhere."),
    C10("bad_structure", P4, P3, SECURITY, "A message is malformed, oversized or from the future."),

    K1("signing_key_changed", P2, P1, SECURITY, "An account has another signing key."),
    K2("rotation_keys_changed", P2, P1, SECURITY, "The keys that control an account changed."),
    K3("takeover_pattern", P1, P1, SECURITY, "An account's keys and home changed together, as in a takeover."),
    K4("plc_nullified", P2, P1, SECURITY, "A recovery undid operations of an account."),
    K5("plc_op_invalid", P1, P1, SECURITY, "The directory serves an operation that breaks the rules."),
    K6("plc_history_rewritten", P1, P1, SECURITY, "The directory serves another history than it did before."),
    K7("resolver_split", P2, P1, SECURITY, "Two directories tell different histories of an account."),
    K8(
            "didweb_changed",
            P2,
            P1,
            SECURITY,
            "A did:web account has another key or server, which nothing but its web host vouches for."),
    K9("did_deactivated", P2, P1, SECURITY, "A publisher's account was given up or switched off."),
    K10("revoked_key_used", P1, P1, SECURITY, "A commit is signed with a key on the revocation list."),
    K11("key_shared", P3, P2, SECURITY, "One signing key serves accounts that have nothing else in common."),
    K12("trust_expiring", P3, P3, OPERATIONS, "An entry of the watchlist, or of the trust policy, is about to expire."),
    K13(
            "identity_event_storm",
            P4,
            P4,
            OPERATIONS,
            "Many identity events came, and nothing about the identity had changed."),

    R1("digest_unbound", P1, P1, SECURITY, "A record names a digest that is not that of the image it stands for."),
    R3("manifest_rewritten", P2, P1, SECURITY, "An image's record was changed, or deleted while a tag pointed to it."),
    R4("tag_moved_back", P2, P1, SECURITY, "A tag points to an older image again, or to another account's."),
    R5(
            "untrusted_publisher",
            P2,
            P1,
            SECURITY,
            "A verified image comes from whom the trust policy does not trust with it."),
    R6("first_seen", P3, P3, SECURITY, "An account publishes images for the first time, or at a new place."),
    R9("verdict_revised", P2, P1, SECURITY, "What was said of past commits does not hold any more."),

    S1("firehose_stalled", P1, P1, OPERATIONS, "A relay's stream stands still or falls behind."),
    S3(
            "sink_loss",
            P1,
            P1,
            OPERATIONS,
            "Frames and verdicts do not balance, or a part of the auditor does not do its work."),
    S6("policy_changed", P2, P2, SECURITY, "The watchlist, the expected changes or the trust policy were edited.");

    private final String wireName;
    private final Priority priority;
    private final Priority priorityIfWatched;
    private final Route route;
    private final String sentence;

    Rule(String wireName, Priority priority, Priority priorityIfWatched, Route route, String sentence) {
        this.wireName = wireName;
        this.priority = priority;
        this.priorityIfWatched = priorityIfWatched;
        this.route = route;
        this.sentence = sentence;
    }

    /** The name in labels: {@code takeover_pattern}. */
    public String wireName() {
        return wireName;
    }

    /** How soon somebody must look, of a DID nobody watches. A detector may raise or lower it with reason. */
    public Priority priority() {
        return priority;
    }

    /** The same, of a DID on the watchlist. */
    public Priority priorityIfWatched() {
        return priorityIfWatched;
    }

    /** To whom it goes. */
    public Route route() {
        return route;
    }

    /** What it means, in one sentence for people. */
    public String sentence() {
        return sentence;
    }
}
