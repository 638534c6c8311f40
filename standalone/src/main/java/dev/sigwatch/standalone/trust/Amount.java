package dev.sigwatch.standalone.trust;

import java.util.Locale;

/** Numbers of things, as people write them. */
final class Amount {
    private Amount() {}

    /** {@code 1 node}, {@code 2,000 nodes}. */
    static String of(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
