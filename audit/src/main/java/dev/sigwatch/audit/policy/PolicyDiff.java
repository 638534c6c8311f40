package dev.sigwatch.audit.policy;

import java.util.ArrayList;
import java.util.List;

/** What an edit changed, line by line. */
public final class PolicyDiff {
    /** As many lines as a person reads in an alert. */
    public static final int MAX_LINES = 36;

    /** Comparing takes memory by the product of what differs; beyond this all of it is given as replaced. */
    private static final long MAX_CELLS = 4_000_000;

    private static final int MAX_LINE = 160;

    private PolicyDiff() {}

    /**
     * Lines that are gone, as {@code - line}, and new, as {@code + line}, in the order of the document; of more than
     * {@link #MAX_LINES} the first, and how many more there are. Empty if nothing changed.
     */
    public static List<String> lines(String before, String after) {
        String[] old = before.split("\n", -1);
        String[] now = after.split("\n", -1);
        int start = 0;
        while (start < old.length && start < now.length && old[start].equals(now[start])) {
            start++;
        }
        int oldEnd = old.length;
        int nowEnd = now.length;
        while (oldEnd > start && nowEnd > start && old[oldEnd - 1].equals(now[nowEnd - 1])) {
            oldEnd--;
            nowEnd--;
        }
        List<String> lines =
                differences(List.of(old).subList(start, oldEnd), List.of(now).subList(start, nowEnd));
        if (lines.size() <= MAX_LINES) {
            return List.copyOf(lines);
        }
        List<String> first = new ArrayList<>(lines.subList(0, MAX_LINES));
        first.add("… and " + (lines.size() - MAX_LINES) + " more lines");
        return List.copyOf(first);
    }

    private static List<String> differences(List<String> old, List<String> now) {
        List<String> lines = new ArrayList<>();
        int[][] common = (long) old.size() * now.size() > MAX_CELLS ? new int[0][0] : common(old, now);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            boolean isSame = common.length > 0
                    && i < old.size()
                    && j < now.size()
                    && old.get(i).equals(now.get(j));
            if (isSame) {
                i++;
                j++;
            } else if (j == now.size()
                    || (i < old.size() && (common.length == 0 || common[i + 1][j] >= common[i][j + 1]))) {
                lines.add(line("- ", old.get(i++)));
            } else {
                lines.add(line("+ ", now.get(j++)));
            }
        }
        return lines;
    }

    /** Lengths of the longest common subsequences of what follows each pair of places. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] length = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                length[i][j] = old.get(i).equals(now.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        return length;
    }

    private static String line(String sign, String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return sign + (clean.length() > MAX_LINE ? clean.substring(0, MAX_LINE) + "…" : clean);
    }
}
