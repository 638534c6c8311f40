package dev.sigwatch.audit.health;

import dev.sigwatch.audit.alert.Alert;
import dev.sigwatch.audit.alert.Priority;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Troubles of a part as alerts. */
final class Incident {
    /** An incident that goes on is told again after so long, so that its numbers are not those of its first minute. */
    static final long RETELL = 15L * 60 * 1_000_000;

    private static final String PART = "part";
    private static final String SAYING = "saying";
    private static final int ID_BYTES = 8;
    private static final List<String> COMMANDS = List.of("./sigwatch reconcile", "./sigwatch doctor");

    private Incident() {}

    static String object(String part, String kind) {
        return part + " " + kind;
    }

    static String part(Alert alert) {
        return alert.facts().getOrDefault(PART, "");
    }

    static Alert begin(String part, Trouble trouble, long at) {
        String object = object(part, trouble.kind());
        return new Alert(
                id(trouble, object, at),
                1,
                trouble.rule(),
                trouble.priority(),
                Alert.Status.OPEN,
                trouble.rule().route(),
                "",
                "",
                false,
                object,
                trouble.title(),
                trouble.sentence(),
                at,
                at,
                null,
                List.of(),
                List.of(),
                1,
                "",
                "",
                List.of(new Alert.StoryLine(at, trouble.saying(), "")),
                Map.of(PART, part, SAYING, trouble.saying()),
                COMMANDS);
    }

    /** Whether there is something to tell that was not: it got worse, other alerts were given up, or it goes on and on. */
    static boolean isNews(Alert before, Trouble now, long at) {
        boolean worse = now.priority().compareTo(before.priority()) < 0;
        boolean moreRefused = now.kind().equals("refused")
                && !now.saying().equals(before.facts().getOrDefault(SAYING, ""));
        return worse || moreRefused || at - before.updatedAt() >= RETELL;
    }

    static Alert again(Alert before, Trouble now, long at) {
        Priority worse = now.priority().compareTo(before.priority()) < 0 ? now.priority() : before.priority();
        return version(before, worse, Alert.Status.OPEN, now.title(), before.occurrences() + 1, at, now.saying());
    }

    static Alert over(Alert before, long at) {
        return version(
                before, before.priority(), Alert.Status.RECOVERED, before.title(), before.occurrences(), at, "over");
    }

    private static Alert version(
            Alert before,
            Priority priority,
            Alert.Status status,
            String title,
            int occurrences,
            long at,
            String saying) {
        return new Alert(
                before.id(),
                before.version() + 1,
                before.rule(),
                priority,
                status,
                before.route(),
                "",
                "",
                false,
                before.object(),
                title,
                before.sentence(),
                before.raisedAt(),
                at,
                null,
                List.of(),
                List.of(),
                occurrences,
                "",
                "",
                told(before.story(), new Alert.StoryLine(at, saying, "")),
                Map.of(PART, part(before), SAYING, saying),
                before.commands());
    }

    /** The first line and the newest. */
    private static List<Alert.StoryLine> told(List<Alert.StoryLine> before, Alert.StoryLine line) {
        List<Alert.StoryLine> story = new ArrayList<>(before);
        if (story.size() >= Alert.MAX_STORY) {
            story.remove(1);
        }
        story.add(line);
        return List.copyOf(story);
    }

    private static String id(Trouble trouble, String object, long at) {
        String name = trouble.rule().name() + "\n" + object + "\n" + at;
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return trouble.rule().name().toLowerCase(Locale.ROOT) + "-"
                    + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
