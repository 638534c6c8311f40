package dev.sigwatch.audit.policy;

import dev.sigwatch.audit.stream.PolicyText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the documents people keep, as {@code docs/alerts.md} and {@code docs/trust-policy.md} describe them. Errors are values: a document with any is not to be used,
 * and the one before stays in force.
 */
public final class PolicyReader {
    /** A few thousand entries. */
    public static final int MAX_LENGTH = 512 * 1024;

    /** As many entries as one document may have. */
    public static final int MAX_ENTRIES = 5_000;

    /** The longest value, our bound: a DID has at most 2,048 characters. */
    public static final int MAX_TEXT = 2_048;

    /** A window longer than this is no announcement any more. */
    public static final int MAX_WINDOW_DAYS = 30;

    private static final long MAX_WINDOW_MICROS = MAX_WINDOW_DAYS * 86_400L * 1_000_000L;
    private static final int MAX_ERRORS = 50;

    private static final String WATCH = "watch";
    private static final String REVOKED_KEYS = "revoked_keys";
    private static final String EXPECTED = "expected";

    private static final Pattern HANDLE_PATTERN = Pattern.compile("[a-z0-9.*-]{1,253}");
    private static final Pattern REPOSITORY_PATTERN = Pattern.compile("[a-zA-Z0-9._/*~-]{1,255}");

    private PolicyReader() {}

    /**
     * What a text said.
     *
     * @param value empty where there are errors
     */
    public record Reading<T>(T value, List<PolicyError> errors) {
        /** Whether it can be used. */
        public boolean isGood() {
            return errors.isEmpty();
        }
    }

    /** What is wrong with a document, in the order of its lines; empty if it can be used. */
    public static List<PolicyError> check(PolicyText.Kind kind, String text) {
        return switch (kind) {
            case WATCHLIST -> watchlist(text).errors();
            case EXPECTATIONS -> expectations(text).errors();
            case TRUST -> trust(text).errors();
        };
    }

    /** What of a document that can be used is probably not as meant, in the order of its lines. */
    public static List<PolicyWarning> warnings(PolicyText.Kind kind, String text) {
        return switch (kind) {
            case WATCHLIST, EXPECTATIONS -> List.of();
            case TRUST -> trust(text).value().warnings();
        };
    }

    /** Reads a watchlist. */
    public static Reading<Watchlist> watchlist(String text) {
        List<PolicyError> errors = new ArrayList<>();
        Set<String> sections = new LinkedHashSet<>(List.of(WATCH, REVOKED_KEYS));
        Map<String, List<YamlSections.Entry>> read = YamlSections.read(text, sections, errors);
        List<WatchItem> items = new ArrayList<>();
        for (YamlSections.Entry entry : read.getOrDefault(WATCH, List.of())) {
            WatchItem item = watchItem(new EntryReader(entry, errors));
            if (item != null) {
                items.add(item);
            }
        }
        List<RevokedKey> keys = new ArrayList<>();
        for (YamlSections.Entry entry : read.getOrDefault(REVOKED_KEYS, List.of())) {
            RevokedKey key = revokedKey(new EntryReader(entry, errors));
            if (key != null) {
                keys.add(key);
            }
        }
        return errors.isEmpty()
                ? new Reading<>(new Watchlist(items, keys), List.of())
                : new Reading<>(Watchlist.EMPTY, inOrder(errors));
    }

    /** Reads expected changes. */
    public static Reading<Expectations> expectations(String text) {
        List<PolicyError> errors = new ArrayList<>();
        Map<String, List<YamlSections.Entry>> read = YamlSections.read(text, Set.of(EXPECTED), errors);
        List<Expectation> entries = new ArrayList<>();
        for (YamlSections.Entry entry : read.getOrDefault(EXPECTED, List.of())) {
            Expectation expectation = expectation(new EntryReader(entry, errors));
            if (expectation != null) {
                entries.add(expectation);
            }
        }
        return errors.isEmpty()
                ? new Reading<>(new Expectations(entries), List.of())
                : new Reading<>(Expectations.EMPTY, inOrder(errors));
    }

    /** Reads a trust policy; what is probably not as meant it says itself. */
    public static Reading<TrustPolicy> trust(String text) {
        List<PolicyError> errors = new ArrayList<>();
        TrustPolicy policy = TrustReader.read(text, errors);
        return errors.isEmpty() ? new Reading<>(policy, List.of()) : new Reading<>(TrustPolicy.NONE, inOrder(errors));
    }

    private static @Nullable WatchItem watchItem(EntryReader entry) {
        String what = entry.oneOf(List.of("did", "handle", "repository"));
        String note = entry.textOrNothing("note");
        Long expires = entry.timeOrNothing("expires");
        WatchItem item = what == null
                ? null
                : switch (what) {
                    case "did" -> new WatchItem(WatchItem.Kind.DID, entry.did(what), null, note, expires, entry.line());
                    case "handle" ->
                        globbed(WatchItem.Kind.HANDLE, entry.glob(what, '.', HANDLE_PATTERN), note, expires, entry);
                    default ->
                        globbed(
                                WatchItem.Kind.REPOSITORY,
                                entry.glob(what, '/', REPOSITORY_PATTERN),
                                note,
                                expires,
                                entry);
                };
        entry.end();
        return item;
    }

    private static WatchItem globbed(
            WatchItem.Kind kind, Glob glob, String note, @Nullable Long expires, EntryReader entry) {
        return new WatchItem(kind, glob.pattern(), glob, note, expires, entry.line());
    }

    private static @Nullable RevokedKey revokedKey(EntryReader entry) {
        String key = entry.key("key");
        Long since = entry.time("since");
        String reason = entry.text("reason");
        String by = entry.text("by");
        entry.end();
        return since == null ? null : new RevokedKey(key, since, reason, by, entry.line());
    }

    private static @Nullable Expectation expectation(EntryReader entry) {
        String did = entry.did("did");
        String what = entry.oneOf(List.of("key", "operation", "pds"));
        String value = what == null
                ? ""
                : switch (what) {
                    case "key" -> entry.key(what);
                    case "operation" -> entry.operation(what);
                    default -> entry.origin(what);
                };
        Long from = entry.time("from");
        Long until = entry.time("until");
        String who = entry.text("who");
        String why = entry.text("why");
        if (from != null && until != null && until <= from) {
            entry.fail("until", "until is not after from");
        } else if (from != null && until != null && until - from > MAX_WINDOW_MICROS) {
            entry.fail("until", "the window is longer than " + MAX_WINDOW_DAYS + " days");
        }
        entry.end();
        if (what == null || from == null || until == null) {
            return null;
        }
        Expectation.Subject subject = Expectation.Subject.valueOf(what.toUpperCase(java.util.Locale.ROOT));
        return new Expectation(did, subject, value, from, until, who, why, entry.line());
    }

    private static List<PolicyError> inOrder(List<PolicyError> errors) {
        return errors.stream()
                .sorted(Comparator.comparingInt(PolicyError::line))
                .limit(MAX_ERRORS)
                .toList();
    }
}
