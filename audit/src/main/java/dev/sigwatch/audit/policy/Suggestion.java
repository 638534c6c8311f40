package dev.sigwatch.audit.policy;

import java.util.Collection;
import java.util.Locale;

/** What somebody meant to write. */
final class Suggestion {
    /** Two slips of a finger. */
    private static final int MAX_DISTANCE = 2;

    private static final int MAX_LENGTH = 60;

    private Suggestion() {}

    /** What to append to an error: the nearest of the words there are, or all of them if none is near. */
    static String of(String written, Collection<String> words) {
        String best = "";
        int least = MAX_DISTANCE + 1;
        for (String word : words) {
            int distance = distance(bare(written), bare(word));
            if (distance < least && distance < word.length() / 2 + 1) {
                least = distance;
                best = word;
            }
        }
        return best.isEmpty() ? "; there are " + String.join(", ", words) : "; did you mean " + best + "?";
    }

    private static String bare(String word) {
        String cut = word.length() > MAX_LENGTH ? word.substring(0, MAX_LENGTH) : word;
        return cut.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters must be put in, left out or replaced. */
    private static int distance(String from, String to) {
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] now = new int[to.length() + 1];
            now[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[to.length()];
    }
}
