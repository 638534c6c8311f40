package dev.sigwatch.audit.alert.detect;

import dev.sigwatch.audit.CheckedEvent;
import dev.sigwatch.audit.EventKind;
import dev.sigwatch.audit.alert.Write;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How things are named to people. What others chose is cut, and stripped of what could disguise it. */
final class Words {
    private static final int MAX_NAME = 100;
    private static final int KEY_HEAD = 10;
    private static final int KEY_TAIL = 6;
    private static final Pattern DISGUISES = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final String DID_KEY = "did:key:";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long MICROS = 1_000_000L;

    private Words() {}

    /** A time as {@code 2026-11-21 10:00:05 UTC}. */
    static String time(long micros) {
        return TIME.format(Instant.ofEpochSecond(Math.floorDiv(micros, MICROS)));
    }

    /** A name somebody else chose. */
    static String name(String text) {
        // Nearly all names are plain, and nearly every signal names something.
        boolean isPlain = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        String clean = isPlain ? text : DISGUISES.matcher(text).replaceAll("?");
        return clean.length() > MAX_NAME ? clean.substring(0, MAX_NAME) + "…" : clean;
    }

    /** A did:key by its beginning and end, which is enough to tell two apart; the facts have it whole. */
    static String key(String didKey) {
        if (didKey.isEmpty()) {
            return "no key";
        }
        String key = didKey.startsWith(DID_KEY) ? didKey.substring(DID_KEY.length()) : didKey;
        return key.length() <= KEY_HEAD + KEY_TAIL + 1
                ? name(key)
                : name(key.substring(0, KEY_HEAD) + "…" + key.substring(key.length() - KEY_TAIL));
    }

    /** Several keys, in their order. */
    static String keys(List<String> didKeys) {
        return didKeys.isEmpty()
                ? "none"
                : String.join(", ", didKeys.stream().map(Words::key).toList());
    }

    /** A server. */
    static String server(String origin) {
        return origin.isEmpty() ? "no server" : name(origin);
    }

    /** The host of an origin, with its port where it has one. */
    static String host(String origin) {
        int start = origin.indexOf("://");
        return start < 0 ? origin : origin.substring(start + 3);
    }

    /** What came: {@code commit bafy… (revision 3k…) from relay.example}. */
    static String event(CheckedEvent event) {
        String what =
                event.kind() == EventKind.COMMIT ? "commit" : "#" + event.kind().wireName();
        String commit = event.commitCid().isEmpty() ? "" : " " + event.commitCid();
        String rev = event.rev().isEmpty() ? "" : " (revision " + name(event.rev()) + ")";
        return what + commit + rev + " from " + name(event.facts().host());
    }

    /** The first few images of many. */
    static String images(List<Write> writes) {
        List<String> images =
                writes.stream().map(write -> name(write.image())).distinct().toList();
        int more = images.size() - 3;
        return String.join(", ", images.subList(0, Math.min(3, images.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** The same, to begin a sentence with. */
    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
