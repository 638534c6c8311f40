package dev.sigwatch.audit.identity;

import java.util.Locale;

/** Who was asked. */
final class Sources {
    private Sources() {}

    /** Host and port of a URL; all of what is none. A stream of a directory is the directory, whatever its scheme. */
    static String authority(String url) {
        int from = url.indexOf("://");
        if (from < 0) {
            return url;
        }
        int to = from + 3;
        while (to < url.length() && "/?#".indexOf(url.charAt(to)) < 0) {
            to++;
        }
        return url.substring(from + 3, to).toLowerCase(Locale.ROOT);
    }
}
