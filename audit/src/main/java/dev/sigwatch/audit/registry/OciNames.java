package dev.sigwatch.audit.registry;

/**
 * Names of repositories and tags.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests">Distribution specification</a>
 */
final class OciNames {
    /** The specification's limit for tags, in characters. */
    private static final int MAX_TAG = 128;

    /** Many clients take no longer name together with its host, in characters. */
    private static final int MAX_NAME = 255;

    private OciNames() {}

    /** Whether a text is a repository's name: parts of lower-case letters and digits, with separators inside, by slashes. */
    static boolean isRepository(String text) {
        if (text.isEmpty() || text.length() > MAX_NAME) {
            return false;
        }
        boolean mayEnd = false;
        for (int i = 0; i < text.length(); ) {
            if (isNameChar(text.charAt(i))) {
                mayEnd = true;
                i++;
                continue;
            }
            int separator = mayEnd ? separator(text, i) : 0;
            if (separator == 0) {
                return false;
            }
            mayEnd = false;
            i += separator;
        }
        return mayEnd;
    }

    /** Characters of the separator at a place: a slash, a dot, one or two underscores, any number of hyphens; 0 if there is none. */
    private static int separator(String text, int from) {
        char c = text.charAt(from);
        int to = from + 1;
        while (to < text.length() && text.charAt(to) == c) {
            to++;
        }
        return switch (c) {
            case '/', '.' -> 1;
            case '_' -> to - from <= 2 ? to - from : 0;
            case '-' -> to - from;
            default -> 0;
        };
    }

    private static boolean isNameChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** Whether a text is a tag. */
    static boolean isTag(String text) {
        if (text.isEmpty() || text.length() > MAX_TAG || text.charAt(0) == '.' || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && "._-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a record's key is a name in which some other character stands for slashes: no key has any. */
    static boolean isKeyOf(String rkey, String name) {
        if (rkey.length() != name.length()) {
            return false;
        }
        for (int i = 0; i < rkey.length(); i++) {
            char c = rkey.charAt(i);
            boolean isSame = name.charAt(i) == '/' ? !isAlphanumeric(c) : c == name.charAt(i);
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return isNameChar(c) || (c >= 'A' && c <= 'Z');
    }
}
