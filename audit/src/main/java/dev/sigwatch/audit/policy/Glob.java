package dev.sigwatch.audit.policy;

/**
 * A pattern for names with parts: {@code *} stands for any characters of one part, {@code **} for any characters at all. Nothing else
 * is special. Matching takes time proportional to the lengths of both, whatever the pattern.
 *
 * @param separator what parts are divided by
 */
public record Glob(String pattern, char separator) {
    /** Names matched are no longer: a registry and a handle have 253 characters each, a did:web eight more, a repository 256. */
    public static final int MAX_LENGTH = 800;

    /** Whether the whole name matches. */
    public boolean matches(String name) {
        if (name.length() > MAX_LENGTH || !name.startsWith(beginning())) {
            return false;
        }
        // reached[i]: the pattern so far matches the first i characters.
        boolean[] reached = new boolean[name.length() + 1];
        reached[0] = true;
        for (int at = 0; at < pattern.length(); at++) {
            boolean isStar = pattern.charAt(at) == '*';
            boolean isDouble = isStar && at + 1 < pattern.length() && pattern.charAt(at + 1) == '*';
            reached = isStar ? spread(reached, name, isDouble) : step(reached, name, pattern.charAt(at));
            at += isDouble ? 1 : 0;
        }
        return reached[name.length()];
    }

    /** What every name matched begins with: most names do not, and are done with. */
    private String beginning() {
        int star = pattern.indexOf('*');
        return star < 0 ? pattern : pattern.substring(0, star);
    }

    private boolean[] spread(boolean[] reached, String name, boolean acrossParts) {
        boolean[] next = reached.clone();
        for (int i = 0; i < name.length(); i++) {
            next[i + 1] |= next[i] && (acrossParts || name.charAt(i) != separator);
        }
        return next;
    }

    private static boolean[] step(boolean[] reached, String name, char wanted) {
        boolean[] next = new boolean[reached.length];
        for (int i = 0; i < name.length(); i++) {
            next[i + 1] = reached[i] && name.charAt(i) == wanted;
        }
        return next;
    }
}
